package io.github.dualstream.publisher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Position;
import io.github.dualstream.transport.EncodedEvent;
import io.github.dualstream.transport.EventLog;

/**
 * Log whose appends complete when the test says so.
 */
final class HandCompletedLog implements EventLog {

	final List<String> topics = new ArrayList<>();

	final List<EncodedEvent> appended = new ArrayList<>();

	final List<CompletableFuture<Position>> pending = new ArrayList<>();

	int flushes;

	@Override
	public CompletableFuture<Position> append(String topic, EncodedEvent event) {
		this.topics.add(topic);
		this.appended.add(event);
		this.pending.add(new CompletableFuture<>());
		return this.pending.get(this.pending.size() - 1);
	}

	void acknowledge(int index) {
		this.pending.get(index).complete(PublishedEvents.position(index));
	}

	@Override
	public void flush() {
		this.flushes++;
	}

}
