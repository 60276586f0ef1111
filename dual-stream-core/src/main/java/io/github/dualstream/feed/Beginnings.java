package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.PartitionBounds;
import org.jspecify.annotations.Nullable;

/**
 * Determines the start of feeds: after their cursor if it can be honoured, else with
 * recent history; a cursor is never honoured in part. For the engine's thread.
 */
final class Beginnings {

	private final LogReader reader;

	private final Function<Source, String> topics;

	private final TopicLayouts layouts;

	private final FeedStatistics statistics;

	private List<Opening> openings = new ArrayList<>();

	Beginnings(LogReader reader, Function<Source, String> topics, FeedStatistics statistics) {
		this.reader = reader;
		this.topics = topics;
		this.layouts = new TopicLayouts(reader);
		this.statistics = statistics;
	}

	/** Add a feed to those that are to begin. */
	void add(Opening opening) {
		this.openings.add(opening);
	}

	/**
	 * Determine the start of all feeds that are to begin with one request to the log.
	 * Those that cannot begin now have failed, or remain if they are to be reset.
	 * @param handler callback invoked for each feed that can begin
	 */
	void run(Handler handler) {
		if (this.openings.isEmpty()) {
			return;
		}
		List<Opening> batch = this.openings;
		this.openings = new ArrayList<>();
		batch.removeIf((opening) -> opening.feed().closed() != null);
		try {
			begin(batch, handler);
		}
		catch (RuntimeException | Error ex) {
			for (Opening opening : batch) {
				if (!opening.done().isDone()) {
					opening.feed().close(CloseReason.FAILED);
					opening.done().completeExceptionally(ex);
				}
			}
			throw ex;
		}
	}

	private void begin(Collection<Opening> openings, Handler handler) {
		Map<Opening, Map<LogPartition, Set<Source>>> located = new LinkedHashMap<>();
		Set<LogPartition> all = new HashSet<>();
		for (Opening opening : openings) {
			try {
				Map<LogPartition, Set<Source>> partitions = locate(opening.feed().request().sources());
				located.put(opening, partitions);
				all.addAll(partitions.keySet());
			}
			catch (LogUnavailableException ex) {
				fail(opening, ex);
			}
		}
		if (located.isEmpty()) {
			return;
		}
		try {
			PartitionBounds bounds = bounds(all, located);
			located.forEach((opening, partitions) -> handler.begin(opening, places(opening, partitions, bounds),
					bounds.ends()));
		}
		catch (LogUnavailableException ex) {
			located.keySet().forEach((opening) -> fail(opening, ex));
		}
	}

	private PartitionBounds bounds(Set<LogPartition> all, Map<Opening, Map<LogPartition, Set<Source>>> located) {
		Set<Position> resumed = new HashSet<>();
		located.forEach((opening, partitions) -> {
			Cursor cursor = opening.cursor();
			if (cursor != null) {
				resumed.addAll(cursor.positionsIn(partitions.keySet()));
			}
		});
		return PartitionBounds.ask(this.reader, all, resumed);
	}

	private void fail(Opening opening, LogUnavailableException failure) {
		opening.done().completeExceptionally(failure);
		if (opening.reset() != null) {
			this.openings.add(opening);
		}
	}

	private Map<LogPartition, Set<Source>> locate(Collection<Source> sources) {
		Map<LogPartition, Set<Source>> partitions = new HashMap<>();
		for (Source source : sources) {
			String topic = this.topics.apply(source);
			for (int number : this.layouts.partitionsOf(topic, source)) {
				partitions.computeIfAbsent(new LogPartition(topic, number), (key) -> new HashSet<>(2)).add(source);
			}
		}
		return partitions;
	}

	private List<Place> places(Opening opening, Map<LogPartition, Set<Source>> partitions, PartitionBounds bounds) {
		Map<LogPartition, Long> ends = bounds.ends();
		Cursor cursor = opening.cursor();
		ResetReason reset = (cursor != null) ? problemOf(cursor, partitions.keySet(), bounds) : opening.reset();
		Cursor honoured = (reset == null) ? cursor : null;
		int recent = (honoured == null) ? opening.feed().request().recent() : 0;
		int beginning = begin(opening.feed(), reset, progress(partitions.keySet(), honoured, recent, ends));
		List<Place> places = new ArrayList<>();
		partitions.forEach((partition, sources) -> places.add(new Place(opening.feed(), beginning, partition, sources,
				next(partition, honoured, ends), ends.getOrDefault(partition, 0L), recent)));
		return places;
	}

	private int begin(Feed feed, @Nullable ResetReason reset, FeedProgress progress) {
		if (reset == null) {
			return feed.begin(progress);
		}
		this.statistics.countReset(reset);
		return feed.reset(reset, progress);
	}

	private @Nullable ResetReason problemOf(Cursor cursor, Set<LogPartition> partitions, PartitionBounds bounds) {
		for (LogPartition partition : partitions) {
			Integer count = cursor.partitionsOf(partition.topic());
			if (count != null && count != this.layouts.partitionsOf(partition.topic())) {
				return ResetReason.REPARTITIONED;
			}
			String identity = cursor.identityOf(partition.topic());
			if (identity != null && !identity.equals(this.layouts.identityOf(partition.topic()))) {
				return ResetReason.RECREATED;
			}
			Long next = cursor.next(partition);
			if (next == null) {
				return ResetReason.FOREIGN;
			}
			if (bounds.gone().contains(partition.at(next))) {
				return ResetReason.AHEAD;
			}
			if (next < bounds.begin(partition)) {
				return ResetReason.EXPIRED;
			}
		}
		return null;
	}

	private FeedProgress progress(Set<LogPartition> partitions, @Nullable Cursor cursor, int recent,
			Map<LogPartition, Long> ends) {
		Map<String, String> texts = new TreeMap<>();
		Map<LogPartition, Long> next = new HashMap<>();
		for (LogPartition partition : partitions) {
			texts.put(partition.topic(), Cursor.layout(this.layouts.partitionsOf(partition.topic()),
					this.layouts.identityOf(partition.topic())));
			next.put(partition, (recent > 0) ? FeedProgress.UNKNOWN : next(partition, cursor, ends));
		}
		return FeedProgress.of(texts, next);
	}

	private static long next(LogPartition partition, @Nullable Cursor cursor, Map<LogPartition, Long> ends) {
		Long next = (cursor != null) ? cursor.next(partition) : null;
		return (next != null) ? next : ends.getOrDefault(partition, 0L);
	}

	/**
	 * Find topics that have more partitions than before, or were deleted and created
	 * again.
	 * @return their names, with the reason for the reset of their feeds
	 */
	Map<String, ResetReason> changedTopics() {
		return this.layouts.refresh();
	}

	/**
	 * Callback for a feed that can begin.
	 */
	@FunctionalInterface
	interface Handler {

		void begin(Opening opening, List<Place> places, Map<LogPartition, Long> ends);

	}

}
