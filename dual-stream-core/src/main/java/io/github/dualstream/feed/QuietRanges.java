package io.github.dualstream.feed;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.dualstream.Source;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.OffsetRange;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of partitions that were found to hold no event of a source, so that the next
 * search passes over them: whoever asks again and again for a source that has no events
 * costs no more than one search. They are forgotten after some seconds, as the topic may
 * be deleted and created again. Thread-safe.
 */
final class QuietRanges {

	/** Maximum number of sources. */
	static final int CAPACITY = 10_000;

	static final long EXPIRY_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final LongSupplier nanoTime;

	private final Map<Source, Quiet> ranges = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Source, Quiet> eldest) {
			return size() > CAPACITY;
		}

	};

	/**
	 * Create without any range.
	 * @param nanoTime clock, as {@link System#nanoTime()}
	 */
	QuietRanges(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/** Remember a range; what was remembered of the source before is forgotten. */
	synchronized void add(Source source, LogPartition partition, OffsetRange range) {
		// a source that is put again becomes the youngest one
		this.ranges.remove(source);
		this.ranges.put(source, new Quiet(partition, range, this.nanoTime.getAsLong()));
	}

	/**
	 * Find the range that holds no event of any of the sources.
	 * @return the range, or {@code null} if there is none
	 */
	synchronized @Nullable OffsetRange ofAll(LogPartition partition, Collection<Source> sources) {
		long from = 0;
		long to = Long.MAX_VALUE;
		for (Source source : sources) {
			Quiet quiet = this.ranges.get(source);
			if (quiet == null || !quiet.partition.equals(partition)
					|| this.nanoTime.getAsLong() - quiet.since > EXPIRY_NANOS) {
				return null;
			}
			from = Math.max(from, quiet.range.from());
			to = Math.min(to, quiet.range.to());
		}
		return (from < to) ? new OffsetRange(from, to) : null;
	}

	/**
	 * Range that was searched in vain.
	 *
	 * @param partition partition of the range
	 * @param range the range
	 * @param since time of the search
	 */
	private record Quiet(LogPartition partition, OffsetRange range, long since) {

	}

}
