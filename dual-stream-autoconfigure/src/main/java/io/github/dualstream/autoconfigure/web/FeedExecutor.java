package io.github.dualstream.autoconfigure.web;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads that write to the clients of streams. Not a bean of type {@link Executor},
 * which would make Boot's own back off.
 */
final class FeedExecutor implements AutoCloseable {

	private static final String THREAD_NAME = "dual-stream-feed-";

	private static final long IDLE_SECONDS = 30;

	private final Executor executor;

	FeedExecutor(Environment environment, int threads) {
		this.executor = Threading.VIRTUAL.isActive(environment) ? new VirtualThreadTaskExecutor(THREAD_NAME)
				: platformThreads(threads);
	}

	private static Executor platformThreads(int threads) {
		CustomizableThreadFactory factory = new CustomizableThreadFactory(THREAD_NAME);
		factory.setDaemon(true);
		// the queue is bounded by the clients: each waits in it once at the most
		ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), factory);
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	Executor executor() {
		return this.executor;
	}

	@Override
	public void close() {
		if (this.executor instanceof ExecutorService pool) {
			pool.shutdownNow();
		}
	}

}
