package io.github.dualstream.publisher;

import java.util.concurrent.CompletableFuture;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.PublishResult;
import io.github.dualstream.RejectedException;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.EventAppender;

import org.springframework.context.SmartLifecycle;

/**
 * Publisher that appends events to a log and announces each one once the log has
 * acknowledged it. Publishes from its creation on. When the application stops, it rejects
 * further events and waits until the log has answered for those in flight; it does so
 * after almost everything else has stopped, so that other beans can publish while they
 * stop.
 */
public final class LogPublisher implements DualStreamPublisher, SmartLifecycle {

	private final EventAppender appender;

	private final Announcer announcer;

	private final Backlog backlog = new Backlog();

	private volatile boolean running = true;

	/**
	 * Create a publisher.
	 * @param appender appender of the events to the log
	 * @param announcer announcer of each acknowledged event
	 */
	public LogPublisher(EventAppender appender, Announcer announcer) {
		this.appender = appender;
		this.announcer = announcer;
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the result
	public CompletableFuture<PublishResult> publishAsync(Event event) {
		EncodedEvent encoded;
		try {
			encoded = this.appender.encode(event);
		}
		catch (RejectedException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		if (!this.running) {
			return CompletableFuture.failedFuture(new PublishFailedException(
					"The publisher has stopped; nothing is sent to topic '" + this.appender.topicOf(event) + "'",
					null));
		}
		// the caller's future is not the one that announces, so cancelling it is harmless
		CompletableFuture<PublishResult> result = new CompletableFuture<>();
		Backlog.Start start = this.backlog.start();
		this.appender.append(encoded).whenComplete((position, failure) -> {
			this.backlog.end(start);
			complete(result, event, position, failure);
		});
		return result;
	}

	private void complete(CompletableFuture<PublishResult> result, Event event, Position position, Throwable failure) {
		if (failure != null) {
			result.completeExceptionally(failure);
			return;
		}
		try {
			this.announcer.announce(event, position);
		}
		finally {
			result.complete(new PublishResult(event.id(), position));
		}
	}

	/**
	 * Publishes that the log has not answered yet.
	 * @return the backlog, to be observed
	 */
	public Backlog backlog() {
		return this.backlog;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.appender.flush();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE + 1024;
	}

}
