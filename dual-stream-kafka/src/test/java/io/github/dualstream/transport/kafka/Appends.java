package io.github.dualstream.transport.kafka;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.github.dualstream.DualStreamException;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.test.KafkaRecords;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was appended and what the log said of it, to be compared with what it holds.
 */
final class Appends {

	private final String topic;

	private final Map<String, CompletableFuture<Position>> byEventId = new ConcurrentHashMap<>();

	Appends(String topic) {
		this.topic = topic;
	}

	CompletableFuture<Position> append(KafkaEventLog log, String sourceId, String json) {
		Event event = Event.of("order", sourceId, "order.placed", JsonData.of(json));
		CompletableFuture<Position> position = log.append(Records.record(this.topic, event));
		this.byEventId.put(event.id(), position);
		return position;
	}

	boolean allDone() {
		return this.byEventId.values().stream().allMatch(CompletableFuture::isDone);
	}

	long acknowledged() {
		return this.byEventId.values()
			.stream()
			.filter((position) -> position.isDone() && !position.isCompletedExceptionally())
			.count();
	}

	Set<String> failed(Class<? extends DualStreamException> type) {
		return this.byEventId.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().isDone() && type.isInstance(failure(entry.getValue())))
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

	/**
	 * Invariants A and B: everything acknowledged is in the log, where it was said to be,
	 * and nothing that was reported as failed.
	 */
	void assertInvariants(String bootstrapServers) {
		Map<String, Position> stored = KafkaRecords.of(bootstrapServers)
			.all(this.topic)
			.stream()
			.collect(Collectors.toMap((record) -> String.valueOf(KafkaRecords.header(record, "ce_id")),
					(record) -> new Position(record.topic(), record.partition(), record.offset())));
		assertThat(this.byEventId).allSatisfy((eventId, position) -> {
			Throwable failure = failure(position);
			if (failure == null) {
				assertThat(stored).containsEntry(eventId, position.join());
			}
			else {
				assertThat(failure).isInstanceOf(DualStreamException.class);
				if (!(failure instanceof UnknownOutcomeException)) {
					assertThat(stored).doesNotContainKey(eventId);
				}
			}
		});
	}

	private static @Nullable Throwable failure(CompletableFuture<Position> position) {
		Throwable failure = position.handle((value, ex) -> ex).join();
		return (failure instanceof CompletionException) ? failure.getCause() : failure;
	}

}
