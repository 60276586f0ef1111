package io.github.dualstream.feed;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.Position;

/**
 * Watch of a source, which waits until the log has an event that was published after the
 * watch was opened. An event of the outbox has its position from then on. For one thread.
 *
 * @see Feeds#watch
 */
public final class SourceWatch implements AutoCloseable {

	private final Feed feed;

	private final Semaphore changes;

	/**
	 * Create the watch.
	 * @param feed feed of the source
	 * @param changes semaphore that is released when the feed changes
	 */
	SourceWatch(Feed feed, Semaphore changes) {
		this.feed = feed;
		this.changes = changes;
	}

	/**
	 * Wait until the log has an event. Of several events, await the one that was
	 * published last.
	 * @param eventId id of the event
	 * @param timeout maximum time to wait
	 * @return position of the event; empty if the log does not have it in time, or could
	 * not be watched
	 * @throws InterruptedException if interrupted while waiting
	 */
	public Optional<Position> await(String eventId, Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		do {
			this.changes.drainPermits();
			for (FeedMessage message = this.feed.take(); message != null; message = this.feed.take()) {
				if (message instanceof FeedEvent event && event.event().id().equals(eventId)) {
					return Optional.of(event.position());
				}
			}
		}
		while (this.feed.closed() == null
				&& this.changes.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
		return Optional.empty();
	}

	@Override
	public void close() {
		this.feed.close();
	}

}
