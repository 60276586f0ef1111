package io.github.dualstream.autoconfigure.feed;

import java.time.Duration;

import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.web.FeedAccess;
import io.github.dualstream.feed.web.Sockets;
import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.schedule.Threads;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Lifecycle of feeds: sends heartbeats, checks permissions again, and ends feeds before
 * the web server's graceful shutdown, which would wait for streams until its timeout.
 */
final class FeedLifecycle implements SmartLifecycle {

	static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;

	private static final Duration CHECK = Duration.ofSeconds(1);

	private final Feeds feeds;

	private final FeedAccess access;

	private final Sockets sockets;

	private final Duration heartbeat;

	private final Threads threads;

	private volatile @Nullable SupervisedThread rechecks;

	private volatile @Nullable SupervisedThread heartbeats;

	private volatile @Nullable SupervisedThread checks;

	FeedLifecycle(Feeds feeds, FeedAccess access, Sockets sockets, Duration heartbeat, Threads threads) {
		this.feeds = feeds;
		this.access = access;
		this.sockets = sockets;
		this.heartbeat = heartbeat;
		this.threads = threads;
	}

	/** Starts a thread for each task, since an authorizer may be slow. */
	@Override
	public void start() {
		this.feeds.start();
		this.rechecks = this.threads.every("dual-stream-feed-recheck", this.heartbeat, this.heartbeat,
				this.access::recheck);
		this.heartbeats = this.threads.every("dual-stream-feed-heartbeat", this.heartbeat, this.heartbeat,
				this.feeds::heartbeat);
		Duration interval = (this.heartbeat.compareTo(CHECK) < 0) ? this.heartbeat : CHECK;
		this.checks = this.threads.every("dual-stream-feed-sockets", interval, interval, this.sockets::check);
	}

	@Override
	public void stop() {
		close(this.rechecks);
		close(this.heartbeats);
		close(this.checks);
		this.heartbeats = null;
		this.feeds.stop();
	}

	private static void close(@Nullable SupervisedThread thread) {
		if (thread != null) {
			thread.close();
		}
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
