package io.github.dualstream.transport.redis.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.redis.StreamConnections;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import org.jspecify.annotations.Nullable;

/**
 * Waits for new entries of streams by a read that blocks, on a connection of its own. For
 * one thread, except for {@link #wakeUp()}.
 */
final class ArrivalWatch implements AutoCloseable {

	/**
	 * Duration of a blocking read. Streams that are added meanwhile are watched after it.
	 */
	private static final Duration BLOCK = Duration.ofMillis(250);

	/**
	 * Interval of reads in a cluster, where no command waits for streams of several
	 * slots.
	 */
	private static final Duration POLL = Duration.ofMillis(20);

	private final StreamConnection connection;

	private final boolean cluster;

	private final Semaphore signals = new Semaphore(0);

	private volatile boolean woken;

	private @Nullable CompletableFuture<?> watching;

	ArrivalWatch(StreamConnections connections, Duration timeout) {
		this.connection = new StreamConnection(connections, timeout);
		this.cluster = connections.isCluster();
	}

	/**
	 * Wait for an entry.
	 * @param from next offset of each partition
	 * @param maxWait maximum time to wait
	 * @return {@code true} if there may be entries to read
	 */
	boolean await(Map<LogPartition, Long> from, Duration maxWait) {
		boolean polls = this.cluster && from.keySet().stream().mapToInt(LogPartition::number).distinct().count() > 1;
		if (!polls && !from.isEmpty() && maxWait.toMillis() > 0) {
			watch(from);
		}
		Duration wait = (polls && POLL.compareTo(maxWait) < 0) ? POLL : maxWait;
		boolean signalled = acquire(wait);
		if (this.woken) {
			this.woken = false;
			return false;
		}
		return signalled || polls;
	}

	private boolean acquire(Duration wait) {
		try {
			boolean signalled = this.signals.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
			this.signals.drainPermits();
			return signalled;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private void watch(Map<LogPartition, Long> from) {
		CompletableFuture<?> last = this.watching;
		if (last != null && !last.isDone()) {
			return;
		}
		this.watching = null;
		if (last != null && last.isCompletedExceptionally()) {
			StreamConnection.await("Streams of " + from.keySet() + " could not be watched", last, BLOCK);
		}
		this.watching = read(from);
	}

	private CompletableFuture<?> read(Map<LogPartition, Long> from) {
		List<StreamOffset<byte[]>> offsets = new ArrayList<>();
		from.forEach((partition, next) -> offsets
			.add(StreamOffset.from(StreamKeys.bytes(StreamKeys.stream(partition)), StreamId.before(next))));
		try {
			return this.connection.commands()
				.xread(XReadArgs.Builder.block(BLOCK.toMillis()).count(1), array(offsets))
				.toCompletableFuture()
				.whenComplete((found, failure) -> this.signals.release());
		}
		catch (RuntimeException ex) {
			throw StreamConnection.unavailable("Streams of " + from.keySet() + " could not be watched", ex);
		}
	}

	@SuppressWarnings({ "unchecked", "rawtypes" }) // there are no generic arrays
	private static StreamOffset<byte[]>[] array(List<StreamOffset<byte[]>> offsets) {
		return offsets.toArray(new StreamOffset[0]);
	}

	void wakeUp() {
		this.woken = true;
		this.signals.release();
	}

	@Override
	public void close() {
		this.connection.close();
	}

}
