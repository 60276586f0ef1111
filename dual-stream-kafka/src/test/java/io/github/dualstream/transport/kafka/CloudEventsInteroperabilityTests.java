package io.github.dualstream.transport.kafka;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.kafka.CloudEventSerializer;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.TraceContext;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.EventWriter;
import io.github.dualstream.codec.WireFormat;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * CloudEvents in Kafka records: what it writes is read by the CloudEvents SDK, and what
 * the SDK writes is read by {@link EventReader}.
 */
class CloudEventsInteroperabilityTests {

	private final EventWriter writer = EventWriter.of(WireFormat.CLOUDEVENTS, "my shop/\u00e4");

	@Test
	void whenAnEventIsWrittenThenTheSdkReadsEveryAttribute() {
		Event event = Records.fullEvent();
		CloudEvent read = readWithSdk(this.writer.write(Records.TOPIC, Records.encoded(event)));
		assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V1);
		assertThat(read.getId()).isEqualTo("e-1");
		assertThat(read.getType()).isEqualTo("order.placed");
		assertThat(read.getSource()).isEqualTo(URI.create("/my%20shop%2F%C3%A4/order"));
		assertThat(read.getSubject()).isEqualTo(event.sourceId());
		assertThat(read.getTime()).isEqualTo(OffsetDateTime.parse("2020-02-02T02:02:02.123456789Z"));
		assertThat(read.getDataContentType()).isEqualTo("application/json");
		assertThat(read.getDataSchema()).isNull();
		assertThat(extensions(read)).isEqualTo(Map.of("sourcetype", "order", "dataversion", "2", "correlationid",
				"corr-1", "causationid", "cause-1", "tenant", "\u00e4cme", "x1", "2"));
		assertThat(Objects.requireNonNull(read.getData()).toBytes()).isEqualTo(Records.encoded(event).data());
	}

	@Test
	void whenAnEventHasNoMoreThanItMustThenTheSdkReadsNoMore() {
		CloudEvent read = readWithSdk(this.writer.write(Records.TOPIC, Records.encoded("42", "null")));
		assertThat(extensions(read)).isEqualTo(Map.of("sourcetype", "order"));
		assertThat(Objects.requireNonNull(read.getData()).toBytes()).isEqualTo(Records.bytes("null"));
	}

	@Test
	void whenAnEventIsWrittenThenTheKeyIsTheSourceIdAndTheTraceHasHeadersOfItsOwn() {
		Event event = Records.fullEvent();
		NewRecord record = this.writer.write("orders", Records.encoded(event));
		assertThat(record.topic()).isEqualTo("orders");
		assertThat(record.key()).isEqualTo(RecordKey.of(event.sourceId()));
		assertThat(record.partition()).isNull();
		assertThat(text(record, "traceparent")).isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
		assertThat(text(record, "tracestate")).isEqualTo("a=b,c=d");
		assertThat(text(record, "content-type")).isEqualTo("application/json");
		assertThat(record.headers()).extracting(RecordHeader::name).doesNotHaveDuplicates();
	}

	@Test
	void whenAnEventIsWrittenThenItIsReadAsItWas() {
		Event event = Records.fullEvent();
		LogRecord received = Records.received(kafka(this.writer.write(Records.TOPIC, Records.encoded(event))));
		assertThat(received.position()).isEqualTo(new Position("events", 3, 17));
		assertThat(Records.read(received)).usingRecursiveComparison().isEqualTo(event);
	}

	@ParameterizedTest
	@EnumSource
	void whenTheSdkWritesAnEventThenItIsRead(Encoding encoding) {
		CloudEvent sent = CloudEventBuilder.v1()
			.withId("e-1")
			.withType("com.example.order placed".replace(' ', '.'))
			.withSource(URI.create("https://example.com/shops/order"))
			.withSubject("gr\u00f6\u00dfe")
			.withTime(OffsetDateTime.parse("2020-02-02T03:02:02.5+01:00"))
			.withDataSchema(URI.create("https://example.com/schema"))
			.withExtension("tenant", "\u00e4cme")
			.withExtension("count", 7)
			.withExtension("vip", true)
			.withExtension("correlationid", "corr-1")
			.withData("application/json", Records.bytes("{\"total\":1.50}"))
			.build();
		Event event = readFromSdk(sent, encoding);
		assertThat(event.id()).isEqualTo("e-1");
		assertThat(event.type()).isEqualTo("com.example.order.placed");
		assertThat(event.sourceType()).isEqualTo("order");
		assertThat(event.sourceId()).isEqualTo("gr\u00f6\u00dfe");
		assertThat(event.time()).isEqualTo("2020-02-02T02:02:02.5Z");
		assertThat(event.correlationId()).isEqualTo("corr-1");
		assertThat(event.extensions()).isEqualTo(Map.of("tenant", "\u00e4cme", "count", "7", "vip", "true"));
		assertThat(event.data()).isEqualTo(JsonData.of("{\"total\":1.50}"));
	}

	@ParameterizedTest
	@EnumSource
	void whenTheSdkWritesOurOwnAttributesThenTheyAreRead(Encoding encoding) {
		Event event = Records.fullEvent();
		CloudEvent sent = readWithSdk(this.writer.write(Records.TOPIC, Records.encoded(event)));
		assertThat(readFromSdk(sent, encoding)).usingRecursiveComparison()
			.ignoringFields("traceContext", "extensions", "data")
			.isEqualTo(event);
	}

	@ParameterizedTest
	@EnumSource
	void whenTheSdkWritesNoSubjectThenTheKeyIsTheSourceId(Encoding encoding) {
		CloudEvent sent = CloudEventBuilder.v1()
			.withId("e-1")
			.withType("t")
			.withSource(URI.create("urn"))
			.withData("application/json", Records.bytes("1"))
			.build();
		Event event = readFromSdk(sent, encoding);
		assertThat(event.sourceType()).isEqualTo("urn");
		assertThat(event.sourceId()).isEqualTo("the-key");
		assertThat(event.time().toEpochMilli()).as("time of the record").isEqualTo(1_600_000_000_000L);
	}

	@Test
	void whenTheTraceIsDamagedThenTheEventIsReadWithoutIt() {
		ProducerRecord<byte[], byte[]> record = kafka(this.writer.write(Records.TOPIC, Records.encoded("42", "1")));
		record.headers().add("traceparent", Records.bytes("garbage"));
		assertThat(Records.read(Records.received(record)).traceContext()).isNull();
		record.headers().add("traceparent", new byte[] { (byte) 0xff });
		assertThat(Records.read(Records.received(record)).traceContext()).isNull();
		record.headers().add("traceparent", Records.bytes("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
		assertThat(Records.read(Records.received(record)).traceContext())
			.isEqualTo(new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null));
	}

	private Event readFromSdk(CloudEvent sent, Encoding encoding) {
		try (CloudEventSerializer serializer = new CloudEventSerializer()) {
			serializer.configure((encoding == Encoding.BINARY) ? Map.of() : Map.of(CloudEventSerializer.ENCODING_CONFIG,
					encoding, CloudEventSerializer.EVENT_FORMAT_CONFIG, JsonFormat.CONTENT_TYPE), false);
			Headers headers = new RecordHeaders();
			byte[] value = serializer.serialize(Records.TOPIC, headers, sent);
			return Records.read(Records.received(Records.bytes("the-key"), value, headers));
		}
	}

	private static ProducerRecord<byte[], byte[]> kafka(NewRecord record) {
		return KafkaLogRecord.producerRecord(record, null);
	}

	private static CloudEvent readWithSdk(NewRecord written) {
		ProducerRecord<byte[], byte[]> record = kafka(written);
		try (CloudEventDeserializer deserializer = new CloudEventDeserializer()) {
			return deserializer.deserialize(record.topic(), record.headers(), record.value());
		}
	}

	private static Map<String, Object> extensions(CloudEvent event) {
		return event.getExtensionNames()
			.stream()
			.collect(Collectors.toMap((name) -> name, (name) -> Objects.requireNonNull(event.getExtension(name))));
	}

	private static String text(NewRecord record, String name) {
		return record.headers()
			.stream()
			.filter((header) -> header.name().equals(name))
			.map((header) -> new String(Objects.requireNonNull(header.value()), StandardCharsets.UTF_8))
			.findFirst()
			.orElse("absent");
	}

}
