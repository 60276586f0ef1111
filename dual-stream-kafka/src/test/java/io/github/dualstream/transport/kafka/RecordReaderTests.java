package io.github.dualstream.transport.kafka;

import io.github.dualstream.transport.WireFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import io.github.dualstream.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RecordReader} with records that something else wrote.
 */
class RecordReaderTests {

	private static final String ENVELOPE = """
			{"id":"e-1","type":"order.placed","source_type":"order","source_id":"42","payload":{"a":1}}""";

	private final RecordReader reader = new RecordReader();

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "42", "\"text\"", "[]", "{}", "{", "{\"id\":", "not json", "\u0000",
			"{\"id\":\"e-1\"}", "[{\"id\":\"e-1\"}]",
			"{\"id\":42,\"type\":\"t\",\"source_type\":\"o\",\"source_id\":\"4\",\"payload\":1}",
			"{\"id\":\"e\",\"type\":[],\"source_type\":\"o\",\"source_id\":\"4\",\"payload\":1}",
			"{\"id\":\"e\",\"type\":\"t\",\"source_type\":\"a:b\",\"source_id\":\"4\",\"payload\":1}",
			"{\"id\":\"e\",\"type\":\"t\",\"source_type\":\"o\",\"source_id\":\"4\"}",
			"{\"id\":\"e\",\"type\":\"t\",\"source_type\":\"o\",\"source_id\":\"a\\nb\",\"payload\":1}",
			"{\"id\":\"e\",\"type\":\"t\",\"source_type\":\"o\",\"source_id\":\"\\ud800\",\"payload\":1}",
			"{\"id\":\"e\",\"type\":\"t\",\"source_type\":\"o\",\"source_id\":\"4\",\"payload\":1,\"time\":\"now\"}",
			"{\"id\":\"e\",\"type\":\"t\",\"source_type\":\"o\",\"source_id\":\"4\",\"payload\":1} trailing" })
	void whenTheValueIsNoEnvelopeThenItIsUnreadable(String value) {
		assertUnreadable(Records.record(Records.bytes("42"), Records.bytes(value), Records.headers()));
		assertUnreadable(Records.record(Records.bytes("42"), Records.bytes(value), structured()));
	}

	@Test
	void whenARecordIsTruncatedAnywhereThenItIsUnreadable() {
		byte[] whole = Records.bytes(ENVELOPE);
		assertThat(read(whole, Records.headers()).id()).isEqualTo("e-1");
		for (int length = 0; length < whole.length; length++) {
			assertUnreadable(Records.record(null, Arrays.copyOf(whole, length), Records.headers()));
		}
	}

	@Test
	void whenTheRecordIsATombstoneThenItIsUnreadable() {
		assertUnreadable(Records.record(Records.bytes("42"), null, Records.headers()));
		assertUnreadable(Records.record(Records.bytes("42"), null, binary()));
		assertUnreadable(Records.record(null, null, structured()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "not json", "{", "1 2", "<xml/>" })
	void whenTheDataOfACloudEventAreNotJsonThenItIsUnreadable(String value) {
		assertUnreadable(Records.record(Records.bytes("42"), Records.bytes(value), binary()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ce_id", "ce_type", "ce_specversion" })
	void whenACloudEventLacksWhatItMustHaveThenItIsUnreadable(String header) {
		Headers headers = binary();
		headers.remove(header);
		assertUnreadable(Records.record(Records.bytes("42"), Records.bytes("1"), headers));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.3", "2.0", "", "garbage" })
	void whenACloudEventIsOfAnotherVersionThenItIsUnreadable(String version) {
		Headers headers = binary();
		headers.add("ce_specversion", Records.bytes(version));
		assertUnreadable(Records.record(Records.bytes("42"), Records.bytes("1"), headers));
	}

	@Test
	void whenATypeHeaderNamesAJavaClassThenItHasNoEffect() {
		for (Headers headers : new Headers[] { binary(), Records.headers() }) {
			headers.add("__TypeId__", Records.bytes("javax.swing.JEditorPane"));
			headers.add("__ContentTypeId__", Records.bytes("java.lang.Object"));
			headers.add("__KeyTypeId__", Records.bytes("java.net.URL"));
			assertThat(read(Records.bytes(ENVELOPE), headers).id()).isEqualTo("e-1");
		}
		Event event = read(Records.bytes("{\"@class\":\"javax.swing.JEditorPane\",\"page\":\"http://localhost\"}"),
				binary());
		assertThat(event.data()).hasToString("{\"@class\":\"javax.swing.JEditorPane\",\"page\":\"http://localhost\"}");
	}

	@Test
	void whenHeadersAreThereTwiceThenTheLastCounts() {
		Headers headers = binary();
		headers.add("ce_id", Records.bytes("e-2"));
		headers.add("content-type", Records.bytes("text/plain"));
		headers.add("content-type", Records.bytes("application/json"));
		assertThat(read(Records.bytes("1"), headers).id()).isEqualTo("e-2");
	}

	@Test
	@SuppressWarnings("NullAway") // a header's value may be null
	void whenAHeaderHasNoValueThenItIsAsIfItWereNotThere() {
		Headers headers = binary();
		headers.add("ce_tenant", null);
		headers.add("traceparent", null);
		headers.add("content-type", null);
		assertThat(read(Records.bytes("1"), headers).extensions()).isEmpty();
		headers.add("ce_specversion", null);
		headers.add("ce_id", null);
		assertThat(read(Records.bytes("1"), headers).id()).isEqualTo("e-1");
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 253402300799999L })
	void whenTheEventHasNoTimeThenItIsThatOfTheRecord(long timestamp) {
		Event event = this.reader.read(Records.record(null, Records.bytes(ENVELOPE), Records.headers(), timestamp))
			.event();
		assertThat(event.time()).isEqualTo(Instant.ofEpochMilli(Math.max(0, timestamp)));
	}

	@ParameterizedTest
	@ValueSource(longs = { 253402300800000L, Long.MAX_VALUE })
	void whenTheTimeOfTheRecordIsBeyondTheYear9999ThenItIsUnreadable(long timestamp) {
		assertUnreadable(Records.record(null, Records.bytes(ENVELOPE), Records.headers(), timestamp));
	}

	@ParameterizedTest
	@ValueSource(strings = { "+10000-01-01T00:00:00Z", "1600000000", "2020-02-30T00:00:00Z", "2020-01-01", "" })
	void whenTheTimeOfTheEventIsNotOneThenItIsUnreadable(String time) {
		Headers headers = binary();
		headers.add("ce_time", Records.bytes(time));
		assertUnreadable(Records.record(Records.bytes("42"), Records.bytes("1"), headers));
	}

	@Test
	void whenThereIsNoKeyThenTheSubjectIsNeeded() {
		Headers headers = binary();
		assertUnreadable(Records.record(null, Records.bytes("1"), headers));
		assertUnreadable(Records.record(new byte[] { (byte) 0xff }, Records.bytes("1"), headers));
		headers.add("ce_subject", Records.bytes("43"));
		assertThat(this.reader.read(Records.record(null, Records.bytes("1"), headers)).event().sourceId())
			.isEqualTo("43");
		assertThat(this.reader.read(Records.record(new byte[] { (byte) 0xff }, Records.bytes("1"), headers))
			.event()
			.sourceId()).isEqualTo("43");
	}

	@Test
	void whenThereAreTenThousandHeadersThenForeignOnesAreIgnoredAndAttributesAreUnreadable() {
		Headers foreign = binary();
		Headers attributes = binary();
		for (int i = 0; i < 10_000; i++) {
			foreign.add("x-" + i, Records.bytes("v"));
			attributes.add("ce_x" + i, Records.bytes("v"));
		}
		assertThat(read(Records.bytes("1"), foreign).extensions()).isEmpty();
		assertUnreadable(Records.record(Records.bytes("42"), Records.bytes("1"), attributes));
	}

	@ParameterizedTest
	@ValueSource(strings = { "22ff22", "22c08022", "22eda08022", "efbbbf31", "00310032" })
	void whenDataAreNotUtf8ThenTheyAreUnreadable(String hex) {
		assertUnreadable(Records.record(Records.bytes("42"), HexFormat.of().parseHex(hex), binary()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ce_id", "ce_subject", "ce_tenant", "ce_time", "ce_specversion", "content-type" })
	void whenAHeaderIsNotUtf8ThenItIsUnreadable(String header) {
		Headers headers = binary();
		headers.add(header, new byte[] { 'a', (byte) 0xc3 });
		assertUnreadable(Records.record(Records.bytes("42"), Records.bytes("1"), headers));
	}

	@Test
	void whenJsonIsNestedTooDeeplyOrANumberIsTooLongThenItIsUnreadable() {
		for (String payload : new String[] { "[".repeat(100_000), "1".repeat(100_000) }) {
			String value = ENVELOPE.replace("{\"a\":1}", payload);
			assertUnreadable(Records.record(null, Records.bytes(value), Records.headers()));
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenBytesAreDamagedAtRandomThenItIsUnreadableOrAnEvent(WireFormat format) {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		ProducerRecord<String, byte[]> record = RecordWriter.of(format, "shop")
			.write(Records.TOPIC, Records.encoded(Records.fullEvent()));
		for (int i = 0; i < 5_000; i++) {
			byte[] value = damaged(record.value(), random);
			Headers headers = Records.headers();
			record.headers().forEach((header) -> headers.add(header.key(), damaged(header.value(), random)));
			assertThat(readsOrRefuses(Records.record(null, value, headers))).as("seed %d", seed).isTrue();
		}
	}

	private boolean readsOrRefuses(ConsumerRecord<byte[], byte[]> record) {
		try {
			this.reader.read(record);
			return true;
		}
		catch (RuntimeException ex) {
			return ex instanceof UnreadableRecordException;
		}
	}

	private static byte[] damaged(byte[] bytes, Random random) {
		byte[] damaged = bytes.clone();
		if (random.nextInt(4) == 0) {
			damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
		}
		return damaged;
	}

	private Event read(byte @Nullable [] value, Headers headers) {
		return this.reader.read(Records.record(Records.bytes("42"), value, headers)).event();
	}

	private void assertUnreadable(ConsumerRecord<byte[], byte[]> record) {
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> this.reader.read(record))
			.withMessageContaining("events:3:17");
	}

	private static Headers binary() {
		return Records.headers("ce_specversion", "1.0", "ce_id", "e-1", "ce_source", "/shop/order", "ce_type",
				"order.placed");
	}

	private static Headers structured() {
		return Records.headers("content-type", "application/cloudevents+json; charset=UTF-8");
	}

}
