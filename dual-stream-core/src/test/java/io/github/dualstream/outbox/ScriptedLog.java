package io.github.dualstream.outbox;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.codec.TestRecords;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NewRecord;

/**
 * Log that answers as the test says: {@code null} for an acknowledgement, a failure, or a
 * future of its own.
 */
final class ScriptedLog implements EventLog {

	final List<String> attempts = new CopyOnWriteArrayList<>();

	final List<String> acknowledged = new CopyOnWriteArrayList<>();

	volatile Function<Event, Throwable> failure = (event) -> null;

	volatile Function<Event, CompletableFuture<Position>> answer = (event) -> null;

	@Override
	public CompletableFuture<Position> append(NewRecord record) {
		Event event = TestRecords.event(record);
		this.attempts.add(event.id());
		CompletableFuture<Position> own = this.answer.apply(event);
		if (own != null) {
			return own;
		}
		Throwable failure = this.failure.apply(event);
		if (failure != null) {
			return CompletableFuture.failedFuture(failure);
		}
		this.acknowledged.add(event.id());
		return CompletableFuture.completedFuture(new Position(record.topic(), 0, this.acknowledged.size() - 1));
	}

	@Override
	public void flush() {
	}

}
