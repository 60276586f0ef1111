package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.dualstream.Event;
import io.github.dualstream.Source;
import io.github.dualstream.transport.LogEntry;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.UnreadableEntryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dispatcher of a partition's records: from the key of a record to its source, and to the
 * receivers of the source. Only records with the key of a source are decoded, and records
 * that repeat a recent event are dropped. For one thread.
 *
 * @param <R> type of the receivers
 */
final class SourceDispatch<R> implements Consumer<LogEntry> {

	private static final Logger logger = LoggerFactory.getLogger(SourceDispatch.class);

	private final LogPartition partition;

	private final Function<Source, String> keys;

	private final BiConsumer<FeedEvent, List<R>> delivery;

	/** Audiences by the key of their source's records. */
	private final Map<String, List<Audience<R>>> audiences = new HashMap<>();

	/**
	 * Create a dispatcher without receivers.
	 * @param partition partition of the records
	 * @param keys keys of the sources' records
	 * @param delivery callback invoked with each event and the receivers of its source
	 */
	SourceDispatch(LogPartition partition, Function<Source, String> keys, BiConsumer<FeedEvent, List<R>> delivery) {
		this.partition = partition;
		this.keys = keys;
		this.delivery = delivery;
	}

	/** Add a receiver of the events of a source. */
	void add(Source source, R receiver) {
		List<Audience<R>> sameKey = this.audiences.computeIfAbsent(this.keys.apply(source),
				(key) -> new ArrayList<>(1));
		for (Audience<R> audience : sameKey) {
			if (audience.source.equals(source)) {
				audience.receivers.add(receiver);
				return;
			}
		}
		Audience<R> audience = new Audience<>(source);
		audience.receivers.add(receiver);
		sameKey.add(audience);
	}

	/** Remove a receiver of the events of a source, if it is there. */
	void remove(Source source, R receiver) {
		this.audiences.computeIfPresent(this.keys.apply(source), (key, sameKey) -> {
			sameKey.removeIf((audience) -> audience.source.equals(source) && audience.removeLast(receiver));
			return sameKey.isEmpty() ? null : sameKey;
		});
	}

	@Override
	public void accept(LogEntry entry) {
		List<Audience<R>> sameKey = this.audiences.get(entry.key());
		if (sameKey == null) {
			return;
		}
		try {
			Event event = entry.event();
			for (Audience<R> audience : sameKey) {
				if (audience.source.equals(event.source()) && audience.isFirst(event, entry.position().offset())) {
					this.delivery.accept(new FeedEvent(this.partition, entry, event), audience.receivers);
					return;
				}
			}
		}
		catch (UnreadableEntryException ex) {
			logger.debug("Skipped a record: {}", ex.getMessage());
		}
	}

	/**
	 * Receivers of the events of a source.
	 */
	private static final class Audience<R> {

		private static final int MAX_IDS = 512;

		private final Source source;

		private final List<R> receivers = new ArrayList<>(1);

		/**
		 * Offsets of recent events by their ids, which detect duplicates: a publish that
		 * was repeated after an unknown outcome leaves two records of one event.
		 */
		private final Map<String, Long> recent = new LinkedHashMap<>() {

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
				return size() > MAX_IDS;
			}

		};

		Audience(Source source) {
			this.source = source;
		}

		/**
		 * Remove a receiver.
		 * @return whether none is left
		 */
		boolean removeLast(R receiver) {
			this.receivers.remove(receiver);
			return this.receivers.isEmpty();
		}

		/**
		 * Whether the record at an offset is the first one of its event, as far as its id
		 * is still known.
		 */
		boolean isFirst(Event event, long offset) {
			Long first = this.recent.putIfAbsent(event.id(), offset);
			return first == null || offset <= first;
		}

	}

}
