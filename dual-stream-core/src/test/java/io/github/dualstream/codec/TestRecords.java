package io.github.dualstream.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.TraceContext;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.TopicRouting;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records for tests.
 */
public final class TestRecords {

	private static final int MAX_SIZE = 1024 * 1024;

	private static final EventEncoder ENCODER = new EventEncoder(JsonMapper.builder().build(), MAX_SIZE);

	private static final EventWriter WRITER = EventWriter.of(WireFormat.CLOUDEVENTS, "tests");

	static final String TOPIC = "events";

	private TestRecords() {
	}

	static EncodedEvent encoded(String sourceId, String json) {
		return encoded(Event.of("order", sourceId, "order.placed", JsonData.of(json)));
	}

	static EncodedEvent encoded(Event event) {
		return new EncodedEvent(event, ((JsonData) event.data()).bytes());
	}

	/** An event with a value for every attribute. */
	static Event fullEvent() {
		return Event.builder()
			.id("e-1")
			.type("order.placed")
			.source("order", "gr\u00f6\u00dfe/\u6771\u4eac:\uD83D\uDE00 %0d")
			.time(Instant.parse("2020-02-02T02:02:02.123456789Z"))
			.version("2")
			.correlationId("corr-1")
			.causationId("cause-1")
			.traceContext(new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=b,c=d"))
			.extension("tenant", "\u00e4cme")
			.extension("x1", "2")
			.data(JsonData.of("{\"total\":1.50,\"name\":\"\u00e4\"}"))
			.build();
	}

	/** The record as it is read. */
	static LogRecord received(NewRecord record) {
		return record.at(new Position(TOPIC, 3, 17), Instant.ofEpochMilli(1_600_000_000_000L));
	}

	static LogRecord record(byte @Nullable [] key, byte @Nullable [] value, List<RecordHeader> headers) {
		return record(key, value, headers, 1_600_000_000_000L);
	}

	static LogRecord record(byte @Nullable [] key, byte @Nullable [] value, List<RecordHeader> headers,
			long timestamp) {
		return new NewRecord(TOPIC, null, (key != null) ? RecordKey.of(key) : null, headers, value, "record")
			.at(new Position(TOPIC, 3, 17), Instant.ofEpochMilli(Math.max(0, timestamp)));
	}

	static List<RecordHeader> headers(String... namesAndValues) {
		List<RecordHeader> headers = new ArrayList<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			headers.add(RecordHeader.of(namesAndValues[i], namesAndValues[i + 1]));
		}
		return headers;
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/** The record of an event in the log. */
	public static LogRecord record(Position position, Event event) {
		return WRITER.write(position.topic(), ENCODER.encode(event)).at(position, event.time());
	}

	/** A record that is not an event. */
	public static LogRecord foreign(Position position, String key) {
		return new NewRecord(position.topic(), null, RecordKey.of(key), List.of(),
				"not an event".getBytes(StandardCharsets.UTF_8), "foreign record")
			.at(position, Instant.EPOCH);
	}

	/** The event of a record that is appended. */
	public static Event event(NewRecord record) {
		try {
			return EventReader.read(record.at(new Position(record.topic(), 0, 0), Instant.EPOCH));
		}
		catch (UnreadableRecordException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/** An appender as the auto-configuration creates it. */
	public static EventAppender appender(EventLog log) {
		return appender(log, new TopicRouting("events", Map.of()));
	}

	public static EventAppender appender(EventLog log, TopicRouting routing) {
		return new EventAppender(ENCODER, routing, WRITER, log, MAX_SIZE);
	}

}
