package io.github.dualstream.autoconfigure.web;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads that write to the clients, and never wait for them. Not a bean of type
 * {@link Executor}, which would make Boot's own back off.
 */
final class FeedExecutor implements AutoCloseable {

	private static final long IDLE_SECONDS = 30;

	private final ThreadPoolExecutor executor;

	FeedExecutor(int threads) {
		CustomizableThreadFactory factory = new CustomizableThreadFactory("dual-stream-feed-write-");
		factory.setDaemon(true);
		// the queue is bounded by the clients: each waits in it once at the most
		this.executor = new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), factory);
		this.executor.allowCoreThreadTimeOut(true);
	}

	Executor executor() {
		return this.executor;
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
