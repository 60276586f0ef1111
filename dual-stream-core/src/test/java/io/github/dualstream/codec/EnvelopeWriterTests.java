package io.github.dualstream.codec;

import java.math.BigDecimal;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EnvelopeWriter}.
 */
class EnvelopeWriterTests {

	private final EventWriter writer = EventWriter.of(WireFormat.ENVELOPE, "shop");

	@Test
	void whenAnEventIsWrittenThenTheValueIsOneJsonObjectWithEverything() throws UnreadableRecordException {
		Event event = TestRecords.fullEvent();
		NewRecord record = this.writer.write("orders", TestRecords.encoded(event));
		assertThat(JsonMapper.shared().readTree(record.value())).isEqualTo(JsonMapper.shared().readTree("""
				{"id":"e-1","type":"order.placed","source_type":"order",
				"source_id":"gr\u00f6\u00dfe/\u6771\u4eac:\uD83D\uDE00 %0d","time":"2020-02-02T02:02:02.123456789Z",
				"version":"2","correlation_id":"corr-1","causation_id":"cause-1",
				"trace_id":"0af7651916cd43dd8448eb211c80319c","extensions":{"tenant":"\u00e4cme","x1":"2"},
				"payload":{"total":1.50,"name":"\u00e4"}}
				"""));
		assertThat(record.topic()).isEqualTo("orders");
		assertThat(record.key()).isEqualTo(RecordKey.of(event.sourceId()));
		assertThat(record.headers()).contains(RecordHeader.of("content-type", "application/json"));
	}

	@Test
	void whenAFieldIsAbsentThenItIsNotWritten() throws UnreadableRecordException {
		NewRecord record = this.writer.write("orders", TestRecords.encoded("42", "1"));
		assertThat(JsonMapper.shared().readTree(record.value()).propertyNames()).containsExactlyInAnyOrder("id", "type",
				"source_type", "source_id", "time", "payload");
	}

	@Test
	void whenAnEventIsWrittenThenItIsReadAsItWas() throws UnreadableRecordException {
		Event event = TestRecords.fullEvent();
		assertThat(roundTrip(event)).usingRecursiveComparison().isEqualTo(event);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.0", "1.50", "123456789012345678901234567890", "0.1234567890123456789012345678901",
			"null", "true", "\"\uD83D\uDE00 gr\u00f6\u00dfe \\\"\\u0000\"", "[]", "{}", "[1,[2,{\"a\":null}]]",
			"{\"id\":\"not the event's\"}" })
	void whenTheDataAreCompactJsonThenTheyAreReadToTheByte(String json) throws UnreadableRecordException {
		assertThat(roundTrip(json)).hasToString(json);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e400", "-1e-400", "1E+2", "1e999999" })
	void whenANumberFitsNoDoubleThenItsValueIsKept(String number) throws UnreadableRecordException {
		assertThat(new BigDecimal(roundTrip(number).toString())).isEqualByComparingTo(new BigDecimal(number));
	}

	@Test
	void whenTheDataAreNestedAsDeeplyAsAllowedThenTheyAreRead() throws UnreadableRecordException {
		String json = "[".repeat(500) + "]".repeat(500);
		assertThat(roundTrip(json)).hasToString(json);
	}

	private Object roundTrip(String json) throws UnreadableRecordException {
		return roundTrip(Event.of("order", "42", "order.placed", JsonData.of(json))).data();
	}

	private Event roundTrip(Event event) throws UnreadableRecordException {
		NewRecord record = this.writer.write(TestRecords.TOPIC, TestRecords.encoded(event));
		return EventReader.read(TestRecords.received(record));
	}

}
