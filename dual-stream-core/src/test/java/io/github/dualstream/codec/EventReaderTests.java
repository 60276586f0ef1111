package io.github.dualstream.codec;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.github.dualstream.Event;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EventReader} with records of other applications.
 */
class EventReaderTests {

	private static final String ENVELOPE = """
			{"id":"e-1","type":"order.placed","source_type":"order","source_id":"42","payload":{"a":1}}""";

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
	void whenTheValueIsNoEnvelopeThenItIsUnreadable(String value) throws UnreadableRecordException {
		assertUnreadable(TestRecords.record(TestRecords.bytes("42"), TestRecords.bytes(value), TestRecords.headers()));
		assertUnreadable(TestRecords.record(TestRecords.bytes("42"), TestRecords.bytes(value), structured()));
	}

	@Test
	void whenARecordIsTruncatedAnywhereThenItIsUnreadable() throws UnreadableRecordException {
		byte[] whole = TestRecords.bytes(ENVELOPE);
		assertThat(read(whole, TestRecords.headers()).id()).isEqualTo("e-1");
		for (int length = 0; length < whole.length; length++) {
			assertUnreadable(TestRecords.record(null, Arrays.copyOf(whole, length), TestRecords.headers()));
		}
	}

	@Test
	void aRecordWithoutAValueIsATombstoneIfItHasTheHeadersOfACloudEvent() throws UnreadableRecordException {
		assertUnreadable(TestRecords.record(TestRecords.bytes("42"), null, TestRecords.headers()));
		assertThat(EventReader.read(TestRecords.record(TestRecords.bytes("42"), null, binary())).isTombstone())
			.isTrue();
		assertUnreadable(TestRecords.record(null, null, structured()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "not json", "{", "1 2", "<xml/>" })
	void whenTheDataOfACloudEventAreNotJsonThenItIsUnreadable(String value) throws UnreadableRecordException {
		assertUnreadable(TestRecords.record(TestRecords.bytes("42"), TestRecords.bytes(value), binary()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ce_id", "ce_type", "ce_specversion" })
	void whenACloudEventLacksWhatItMustHaveThenItIsUnreadable(String header) throws UnreadableRecordException {
		List<RecordHeader> headers = binary();
		headers.removeIf((each) -> each.name().equals(header));
		assertUnreadable(TestRecords.record(TestRecords.bytes("42"), TestRecords.bytes("1"), headers));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.3", "2.0", "", "garbage" })
	void whenACloudEventIsOfAnotherVersionThenItIsUnreadable(String version) throws UnreadableRecordException {
		List<RecordHeader> headers = binary();
		headers.add(new RecordHeader("ce_specversion", TestRecords.bytes(version)));
		assertUnreadable(TestRecords.record(TestRecords.bytes("42"), TestRecords.bytes("1"), headers));
	}

	@Test
	void whenATypeHeaderNamesAJavaClassThenItHasNoEffect() throws UnreadableRecordException {
		for (List<RecordHeader> headers : List.of(binary(), TestRecords.headers())) {
			headers.add(new RecordHeader("__TypeId__", TestRecords.bytes("javax.swing.JEditorPane")));
			headers.add(new RecordHeader("__ContentTypeId__", TestRecords.bytes("java.lang.Object")));
			headers.add(new RecordHeader("__KeyTypeId__", TestRecords.bytes("java.net.URL")));
			assertThat(read(TestRecords.bytes(ENVELOPE), headers).id()).isEqualTo("e-1");
		}
		Event event = read(TestRecords.bytes("{\"@class\":\"javax.swing.JEditorPane\",\"page\":\"http://localhost\"}"),
				binary());
		assertThat(event.data()).hasToString("{\"@class\":\"javax.swing.JEditorPane\",\"page\":\"http://localhost\"}");
	}

	@Test
	void whenHeadersAreThereTwiceThenTheLastCounts() throws UnreadableRecordException {
		List<RecordHeader> headers = binary();
		headers.add(new RecordHeader("ce_id", TestRecords.bytes("e-2")));
		headers.add(new RecordHeader("content-type", TestRecords.bytes("text/plain")));
		headers.add(new RecordHeader("content-type", TestRecords.bytes("application/json")));
		assertThat(read(TestRecords.bytes("1"), headers).id()).isEqualTo("e-2");
	}

	@Test
	@SuppressWarnings("NullAway") // a header's value may be null
	void whenAHeaderHasNoValueThenItIsAsIfItWereNotThere() throws UnreadableRecordException {
		List<RecordHeader> headers = binary();
		headers.add(new RecordHeader("ce_tenant", null));
		headers.add(new RecordHeader("traceparent", null));
		headers.add(new RecordHeader("content-type", null));
		assertThat(read(TestRecords.bytes("1"), headers).extensions()).isEmpty();
		headers.add(new RecordHeader("ce_specversion", null));
		headers.add(new RecordHeader("ce_id", null));
		assertThat(read(TestRecords.bytes("1"), headers).id()).isEqualTo("e-1");
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 253402300799999L })
	void whenTheEventHasNoTimeThenItIsThatOfTheRecord(long timestamp) throws UnreadableRecordException {
		Event event = EventReader
			.read(TestRecords.record(null, TestRecords.bytes(ENVELOPE), TestRecords.headers(), timestamp));
		assertThat(event.time()).isEqualTo(Instant.ofEpochMilli(Math.max(0, timestamp)));
	}

	@ParameterizedTest
	@ValueSource(longs = { 253402300800000L, Long.MAX_VALUE })
	void whenTheTimeOfTheRecordIsBeyondTheYear9999ThenItIsUnreadable(long timestamp) throws UnreadableRecordException {
		assertUnreadable(TestRecords.record(null, TestRecords.bytes(ENVELOPE), TestRecords.headers(), timestamp));
	}

	@ParameterizedTest
	@ValueSource(strings = { "+10000-01-01T00:00:00Z", "1600000000", "2020-02-30T00:00:00Z", "2020-01-01", "" })
	void whenTheTimeOfTheEventIsNotOneThenItIsUnreadable(String time) throws UnreadableRecordException {
		List<RecordHeader> headers = binary();
		headers.add(new RecordHeader("ce_time", TestRecords.bytes(time)));
		assertUnreadable(TestRecords.record(TestRecords.bytes("42"), TestRecords.bytes("1"), headers));
	}

	@Test
	void whenThereIsNoKeyThenTheSubjectIsNeeded() throws UnreadableRecordException {
		List<RecordHeader> headers = binary();
		assertUnreadable(TestRecords.record(null, TestRecords.bytes("1"), headers));
		assertUnreadable(TestRecords.record(new byte[] { (byte) 0xff }, TestRecords.bytes("1"), headers));
		headers.add(new RecordHeader("ce_subject", TestRecords.bytes("43")));
		assertThat(EventReader.read(TestRecords.record(null, TestRecords.bytes("1"), headers)).sourceId())
			.isEqualTo("43");
		assertThat(EventReader.read(TestRecords.record(new byte[] { (byte) 0xff }, TestRecords.bytes("1"), headers))
			.sourceId()).isEqualTo("43");
	}

	@Test
	void whenThereAreTenThousandHeadersThenForeignOnesAreIgnoredAndAttributesAreUnreadable()
			throws UnreadableRecordException {
		List<RecordHeader> foreign = binary();
		List<RecordHeader> attributes = binary();
		for (int i = 0; i < 10_000; i++) {
			foreign.add(new RecordHeader("x-" + i, TestRecords.bytes("v")));
			attributes.add(new RecordHeader("ce_x" + i, TestRecords.bytes("v")));
		}
		assertThat(read(TestRecords.bytes("1"), foreign).extensions()).isEmpty();
		assertUnreadable(TestRecords.record(TestRecords.bytes("42"), TestRecords.bytes("1"), attributes));
	}

	@ParameterizedTest
	@ValueSource(strings = { "22ff22", "22c08022", "22eda08022", "efbbbf31", "00310032" })
	void whenDataAreNotUtf8ThenTheyAreUnreadable(String hex) throws UnreadableRecordException {
		assertUnreadable(TestRecords.record(TestRecords.bytes("42"), HexFormat.of().parseHex(hex), binary()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ce_id", "ce_subject", "ce_tenant", "ce_time", "ce_specversion", "content-type" })
	void whenAHeaderIsNotUtf8ThenItIsUnreadable(String header) throws UnreadableRecordException {
		List<RecordHeader> headers = binary();
		headers.add(new RecordHeader(header, new byte[] { 'a', (byte) 0xc3 }));
		assertUnreadable(TestRecords.record(TestRecords.bytes("42"), TestRecords.bytes("1"), headers));
	}

	@Test
	void whenJsonIsNestedTooDeeplyOrANumberIsTooLongThenItIsUnreadable() throws UnreadableRecordException {
		for (String payload : new String[] { "[".repeat(100_000), "1".repeat(100_000) }) {
			String value = ENVELOPE.replace("{\"a\":1}", payload);
			assertUnreadable(TestRecords.record(null, TestRecords.bytes(value), TestRecords.headers()));
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenBytesAreDamagedAtRandomThenItIsUnreadableOrAnEvent(WireFormat format) throws UnreadableRecordException {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		NewRecord record = EventWriter.of(format, "shop")
			.write(TestRecords.TOPIC, TestRecords.encoded(TestRecords.fullEvent()));
		for (int i = 0; i < 5_000; i++) {
			byte[] value = damaged(record.value(), random);
			List<RecordHeader> headers = TestRecords.headers();
			record.headers()
				.forEach((header) -> headers.add(new RecordHeader(header.name(), damaged(header.value(), random))));
			assertThat(readsOrRefuses(TestRecords.record(null, value, headers))).as("seed %d", seed).isTrue();
		}
	}

	private static boolean readsOrRefuses(LogRecord record) {
		try {
			EventReader.read(record);
			return true;
		}
		catch (UnreadableRecordException ex) {
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private static byte[] damaged(byte[] bytes, Random random) {
		byte[] damaged = bytes.clone();
		if (random.nextInt(4) == 0) {
			damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
		}
		return damaged;
	}

	private Event read(byte @Nullable [] value, List<RecordHeader> headers) throws UnreadableRecordException {
		return EventReader.read(TestRecords.record(TestRecords.bytes("42"), value, headers));
	}

	private void assertUnreadable(LogRecord record) throws UnreadableRecordException {
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> EventReader.read(record))
			.withMessageContaining("events:3:17");
	}

	private static List<RecordHeader> binary() {
		return TestRecords.headers("ce_specversion", "1.0", "ce_id", "e-1", "ce_source", "/shop/order", "ce_type",
				"order.placed");
	}

	private static List<RecordHeader> structured() {
		return TestRecords.headers("content-type", "application/cloudevents+json; charset=UTF-8");
	}

}
