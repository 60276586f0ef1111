package io.github.dualstream.publisher;

import java.util.concurrent.CompletableFuture;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.PublishResult;
import io.github.dualstream.RejectedException;
import io.github.dualstream.transport.EncodedEvent;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.context.SmartLifecycle;

/**
 * Publisher that appends to a log and, once the log has acknowledged, announces the
 * event. Publishes from its creation on. When the application stops, it refuses further
 * events and waits until the log has answered for those on their way; it does so after
 * almost everything else has stopped, so that whatever publishes while it stops still
 * can.
 */
public final class LogPublisher implements DualStreamPublisher, SmartLifecycle {

	private final EventEncoder encoder;

	private final TopicRouting routing;

	private final EventLog log;

	private final Announcer announcer;

	private final Backlog backlog = new Backlog();

	private volatile boolean running = true;

	/**
	 * Create a publisher.
	 * @param encoder writes the data of events
	 * @param routing chooses their topics
	 * @param log where they go
	 * @param announcer who is told of each acknowledged one
	 */
	public LogPublisher(EventEncoder encoder, TopicRouting routing, EventLog log, Announcer announcer) {
		this.encoder = encoder;
		this.routing = routing;
		this.log = log;
		this.announcer = announcer;
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the result
	public CompletableFuture<PublishResult> publishAsync(Event event) {
		EncodedEvent encoded;
		try {
			encoded = this.encoder.encode(event);
		}
		catch (RejectedException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		String topic = this.routing.topicOf(event.sourceType());
		if (!this.running) {
			return CompletableFuture.failedFuture(new PublishFailedException(
					"The publisher has stopped; nothing is sent to topic '" + topic + "'", null));
		}
		// the caller's future is not the one that announces, so cancelling it is harmless
		CompletableFuture<PublishResult> result = new CompletableFuture<>();
		Backlog.Start start = this.backlog.start();
		this.log.append(topic, encoded).whenComplete((position, failure) -> {
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
	 * What the log has not answered yet.
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
		this.log.flush();
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
