package io.github.dualstream.publisher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.codec.TestRecords;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NewRecord;

/**
 * Log whose appends complete when the test says so.
 */
final class HandCompletedLog implements EventLog {

	final List<String> topics = new ArrayList<>();

	final List<Event> appended = new ArrayList<>();

	final List<CompletableFuture<Position>> pending = new ArrayList<>();

	int flushes;

	@Override
	public CompletableFuture<Position> append(NewRecord record) {
		this.topics.add(record.topic());
		this.appended.add(TestRecords.event(record));
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
