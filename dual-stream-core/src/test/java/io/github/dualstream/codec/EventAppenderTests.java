package io.github.dualstream.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.RejectedException;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.TopicRouting;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link EventAppender}.
 */
class EventAppenderTests {

	private final RecordingLog log = new RecordingLog();

	@Test
	void anEventIsAppendedToTheTopicOfItsTypeByTheKeyOfItsSource() throws Exception {
		Event event = TestRecords.fullEvent();
		EventAppender appender = appender(10_000);
		assertThat(appender.append(appender.encode(event))).isCompletedWithValue(new Position("orders", 0, 0));
		NewRecord record = this.log.records.get(0);
		assertThat(record.topic()).isEqualTo("orders").isEqualTo(appender.topicOf(event));
		assertThat(record.partition()).isNull();
		assertThat(record.key()).isEqualTo(RecordKey.of(event.sourceId()));
		assertThat(record.description()).hasToString("event 'e-1'");
		assertThat(EventReader.read(record.at(new Position("orders", 0, 0), Instant.EPOCH))).usingRecursiveComparison()
			.isEqualTo(event);
	}

	@Test
	void whenARecordHasTheMaximumSizeThenItIsAppendedAndWithOneByteLessRoomRejected() {
		EncodedEvent event = TestRecords.encoded("1", "\"" + "x".repeat(1_000) + "\"");
		int size = EventWriter.of(WireFormat.CLOUDEVENTS, "tests").write("orders", event).size();
		assertThatNoException().isThrownBy(() -> appender(size).check(event));
		EventAppender smaller = appender(size - 1);
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> smaller.check(event))
			.withMessageContaining("dual-stream.publisher.max-event-size")
			.withMessageContaining(String.valueOf(size));
		assertThat(smaller.append(event)).isCompletedExceptionally();
		assertThat(this.log.records).isEmpty();
	}

	@Test
	void whatTheLogRejectsIsRejectedByTheCheck() {
		this.log.rejection = new RejectedException("data", "is refused");
		EncodedEvent event = TestRecords.encoded(Event.of("order", "1", "order.placed", JsonData.of("1")));
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> appender(10_000).check(event))
			.isSameAs(this.log.rejection);
	}

	private EventAppender appender(int maxSize) {
		return new EventAppender(new EventEncoder(JsonMapper.shared(), maxSize),
				new TopicRouting("events", Map.of("order", "orders")), EventWriter.of(WireFormat.CLOUDEVENTS, "tests"),
				this.log, maxSize);
	}

	private static final class RecordingLog implements EventLog {

		private final List<NewRecord> records = new ArrayList<>();

		private RejectedException rejection;

		@Override
		public CompletableFuture<Position> append(NewRecord record) {
			this.records.add(record);
			return CompletableFuture.completedFuture(new Position(record.topic(), 0, this.records.size() - 1));
		}

		@Override
		public void check(NewRecord record) {
			if (this.rejection != null) {
				throw this.rejection;
			}
		}

		@Override
		public void flush() {
		}

	}

}
