package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.dualstream.Event;
import io.github.dualstream.Source;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dispatcher of a partition's records: from the key of a record to its source, and to the
 * receivers of the source. Only records with the key of a source are decoded, and records
 * that repeat a recent event are dropped. For one thread.
 *
 * @param <R> type of the receivers
 */
final class SourceDispatch<R> implements Consumer<LogRecord> {

	private static final Logger logger = LoggerFactory.getLogger(SourceDispatch.class);

	private final LogPartition partition;

	private final BiConsumer<FeedEvent, List<R>> delivery;

	/** Audiences by the key of their source's records. */
	private final Map<@Nullable RecordKey, List<Audience<R>>> audiences = new HashMap<>();

	/**
	 * Create a dispatcher without receivers.
	 * @param partition partition of the records
	 * @param delivery callback invoked with each event and the receivers of its source
	 */
	SourceDispatch(LogPartition partition, BiConsumer<FeedEvent, List<R>> delivery) {
		this.partition = partition;
		this.delivery = delivery;
	}

	/** Add a receiver of the events of a source. */
	void add(Source source, R receiver) {
		List<Audience<R>> sameKey = this.audiences.computeIfAbsent(RecordKey.of(source.id()),
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
		this.audiences.computeIfPresent(RecordKey.of(source.id()), (key, sameKey) -> {
			sameKey.removeIf((audience) -> audience.source.equals(source) && audience.removeLast(receiver));
			return sameKey.isEmpty() ? null : sameKey;
		});
	}

	@Override
	public void accept(LogRecord record) {
		List<Audience<R>> sameKey = this.audiences.get(record.key());
		if (sameKey == null) {
			return;
		}
		try {
			Event event = EventReader.read(record);
			for (Audience<R> audience : sameKey) {
				if (audience.source.equals(event.source()) && audience.isFirst(event, record.position().offset())) {
					this.delivery.accept(new FeedEvent(this.partition, record, event), audience.receivers);
					return;
				}
			}
		}
		catch (UnreadableRecordException ex) {
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
