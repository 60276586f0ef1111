package io.github.dualstream.transport.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.TraceContext;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.EventWriter;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.codec.WireFormat;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.NewRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/**
 * Events and records for tests.
 */
final class Records {

	static final String TOPIC = "events";

	private static final EventWriter WRITER = EventWriter.of(WireFormat.CLOUDEVENTS, "tests");

	private Records() {
	}

	static EncodedEvent encoded(String sourceId, String json) {
		return encoded(Event.of("order", sourceId, "order.placed", JsonData.of(json)));
	}

	static EncodedEvent encoded(Event event) {
		return new EncodedEvent(event, ((JsonData) event.data()).bytes());
	}

	/** An event that has everything. */
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

	static NewRecord record(String topic, Event event) {
		return WRITER.write(topic, encoded(event));
	}

	static NewRecord record(String topic, String sourceId, String json) {
		return WRITER.write(topic, encoded(sourceId, json));
	}

	/** The record as a consumer receives it. */
	static LogRecord received(ProducerRecord<byte[], byte[]> sent) {
		return received(sent.key(), sent.value(), sent.headers());
	}

	static LogRecord received(byte[] key, byte[] value, Headers headers) {
		return new KafkaLogRecord(new ConsumerRecord<>(TOPIC, 3, 17, 1_600_000_000_000L, TimestampType.CREATE_TIME, 0,
				0, key, value, headers, Optional.empty()));
	}

	static Event read(LogRecord record) {
		try {
			return EventReader.read(record);
		}
		catch (UnreadableRecordException ex) {
			throw new AssertionError(ex);
		}
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
