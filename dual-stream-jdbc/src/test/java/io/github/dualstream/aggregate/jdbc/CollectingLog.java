package io.github.dualstream.aggregate.jdbc;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.codec.TestRecords;
import io.github.dualstream.harness.history.LogRecord;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NewRecord;

/**
 * Log that keeps its events, unless the test refuses them.
 */
final class CollectingLog implements EventLog {

	final List<Event> events = new CopyOnWriteArrayList<>();

	volatile Predicate<Event> refused = (event) -> false;

	@Override
	public synchronized CompletableFuture<Position> append(NewRecord record) {
		Event event = TestRecords.event(record);
		if (this.refused.test(event)) {
			return CompletableFuture.failedFuture(new PublishFailedException("refused by the test", null));
		}
		this.events.add(event);
		return CompletableFuture.completedFuture(new Position(record.topic(), 0, this.events.size() - 1));
	}

	List<String> versionsOf(String sourceId) {
		return this.events.stream()
			.filter((event) -> event.sourceId().equals(sourceId))
			.map((event) -> event.extensions().get("streamversion"))
			.toList();
	}

	List<LogRecord> records(String sourceId) {
		List<Event> events = List.copyOf(this.events);
		return IntStream.range(0, events.size())
			.filter((i) -> events.get(i).sourceId().equals(sourceId))
			.mapToObj((i) -> new LogRecord("events", 0, i, events.get(i).id(), events.get(i).source().toString(),
					String.valueOf(events.get(i).data())))
			.toList();
	}

	@Override
	public void flush() {
	}

}
