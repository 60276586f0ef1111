package io.github.dualstream.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.DualStreamException;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.PublishResult;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledges every event, but for those of one source type where a failure is set: a
 * failure of a part of the events cannot be provoked in a real log.
 */
final class RecordingPublisher implements DualStreamPublisher {

	private final List<Event> events = new ArrayList<>();

	private String failingSourceType = "";

	private @Nullable DualStreamException failure;

	@Override
	public synchronized CompletableFuture<PublishResult> publishAsync(Event event) {
		if (this.failure != null && event.sourceType().equals(this.failingSourceType)) {
			return CompletableFuture.failedFuture(this.failure);
		}
		this.events.add(event);
		return CompletableFuture
			.completedFuture(new PublishResult(event.id(), new Position("github-events", 0, this.events.size() - 1)));
	}

	synchronized List<Event> events() {
		return List.copyOf(this.events);
	}

	synchronized void fail(String sourceType, DualStreamException failure) {
		this.failingSourceType = sourceType;
		this.failure = failure;
	}

	synchronized void reset() {
		this.events.clear();
		this.failure = null;
	}

}
