package io.github.dualstream.transport.redis.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;

/**
 * Waits for replicas after writes of one connection. One {@code WAIT} is in flight at a
 * time; the writes that follow it share the next one. Thread-safe.
 */
final class ReplicaWaits {

	private final int replicas;

	private final Duration timeout;

	/** Callbacks of the writes that the next wait covers. */
	private List<BiConsumer<@Nullable Long, @Nullable Throwable>> written = new ArrayList<>();

	private boolean waiting;

	ReplicaWaits(int replicas, Duration timeout) {
		this.replicas = replicas;
		this.timeout = timeout;
	}

	int replicas() {
		return this.replicas;
	}

	/**
	 * Send a write and wait for the replicas after it.
	 * @param redis commands of the connection
	 * @param write sends the write
	 * @param waited callback invoked with the number of replicas that have it, in the
	 * order of the writes
	 */
	synchronized void after(RedisClusterAsyncCommands<byte[], byte[]> redis, Runnable write,
			BiConsumer<@Nullable Long, @Nullable Throwable> waited) {
		write.run();
		this.written.add(waited);
		if (!this.waiting) {
			startWait(redis);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the callbacks
	private void startWait(RedisClusterAsyncCommands<byte[], byte[]> redis) {
		List<BiConsumer<@Nullable Long, @Nullable Throwable>> covered = this.written;
		this.written = new ArrayList<>();
		this.waiting = true;
		redis.waitForReplication(this.replicas, this.timeout.toMillis()).whenComplete((count, failure) -> {
			covered.forEach((each) -> each.accept(count, failure));
			ended(redis);
		});
	}

	private synchronized void ended(RedisClusterAsyncCommands<byte[], byte[]> redis) {
		this.waiting = false;
		if (!this.written.isEmpty()) {
			startWait(redis);
		}
	}

}
