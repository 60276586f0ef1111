package io.github.dualstream.autoconfigure.web;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.web.FeedAccess;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Keeps feeds alive with heartbeats, asks again who may read, and ends them before the
 * web server waits for its last requests: it would wait for a stream until its time is
 * up.
 */
final class FeedLifecycle implements SmartLifecycle {

	static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;

	private final Feeds feeds;

	private final FeedAccess access;

	private final Duration heartbeat;

	private volatile @Nullable ScheduledExecutorService heartbeats;

	FeedLifecycle(Feeds feeds, FeedAccess access, Duration heartbeat) {
		this.feeds = feeds;
		this.access = access;
		this.heartbeat = heartbeat;
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the heartbeat ends with its scheduler
	public void start() {
		this.feeds.start();
		CustomizableThreadFactory factory = new CustomizableThreadFactory("dual-stream-feed-heartbeat-");
		factory.setDaemon(true);
		ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(1, factory);
		long nanos = this.heartbeat.toNanos();
		scheduler.scheduleWithFixedDelay(this::beat, nanos, nanos, TimeUnit.NANOSECONDS);
		this.heartbeats = scheduler;
	}

	private void beat() {
		this.access.recheck();
		this.feeds.heartbeat();
	}

	@Override
	public void stop() {
		ScheduledExecutorService scheduler = this.heartbeats;
		this.heartbeats = null;
		if (scheduler != null) {
			scheduler.shutdownNow();
		}
		this.feeds.stop();
	}

	@Override
	public boolean isRunning() {
		return this.heartbeats != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
