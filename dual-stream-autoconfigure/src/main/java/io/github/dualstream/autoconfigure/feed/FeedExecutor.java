package io.github.dualstream.autoconfigure.feed;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import io.github.dualstream.schedule.Threads;

/**
 * Executor that writes to the clients, and never waits for them. Not a bean of type
 * {@link Executor}, which would make Boot's own back off.
 */
final class FeedExecutor implements AutoCloseable {

	private final ExecutorService executor;

	FeedExecutor(Threads threads, int size) {
		// the queue is bounded by the clients: each waits in it once at the most
		this.executor = threads.pool("dual-stream-feed-write", size);
	}

	Executor executor() {
		return this.executor;
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
