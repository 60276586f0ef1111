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
 * Cache of partition ranges without events of a source, which the next search skips:
 * repeated requests for a source without events cost no more than one search. Ranges
 * expire after some seconds, as the topic may be deleted and created again. Thread-safe.
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
	 * Create an empty cache.
	 * @param nanoTime clock, as {@link System#nanoTime()}
	 */
	QuietRanges(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/** Add a range, which replaces an earlier one of the source. */
	synchronized void add(Source source, LogPartition partition, OffsetRange range) {
		// a source that is put again becomes the youngest one
		this.ranges.remove(source);
		this.ranges.put(source, new Quiet(partition, range, this.nanoTime.getAsLong()));
	}

	/**
	 * Find the range without an event of any of the sources.
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
	 * Range that was searched without a result.
	 *
	 * @param partition partition of the range
	 * @param range the range
	 * @param since time of the search
	 */
	private record Quiet(LogPartition partition, OffsetRange range, long since) {

	}

}
