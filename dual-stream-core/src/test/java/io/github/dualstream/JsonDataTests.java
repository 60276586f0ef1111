package io.github.dualstream;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JsonData}.
 */
class JsonDataTests {

	@ParameterizedTest
	@ValueSource(strings = { "null", "true", "0", "-0.0", "1.0", "1e400", "123456789012345678901234567890", "\"\"",
			"\"\uD83D\uDE00 gr\u00f6\u00dfe\"", "[]", "{}", " { \"a\" : [ 1.00 , { } ] }\n", "{\"a\":1,\"a\":2}" })
	void whenItIsOneJsonValueThenItIsKeptToTheByte(String json) {
		assertThat(JsonData.of(json)).hasToString(json);
		assertThat(JsonData.of(json).bytes()).asString(StandardCharsets.UTF_8).isEqualTo(json);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "[1", "{\"a\":}", "{'a':1}", "[1,]", "nul", "NaN", "Infinity", "01", "1 2",
			"{}{}", "{} x", "\"a", "\"a\nb\"", "\"\\q\"", "// c\n1", "\u0000", "\ufeff1" })
	void whenItIsNotExactlyOneJsonValueThenItIsRefused(String text) {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> JsonData.of(text))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("data"));
	}

	/** Truncated, overlong, surrogate, out of range; UTF-8 with a BOM; UTF-16, UTF-32. */
	@ParameterizedTest
	@ValueSource(strings = { "22c322", "22ff22", "22c08022", "22eda08022", "22f490808022", "efbbbf31", "0031", "3100",
			"feff0031", "fffe3100", "00000031", "31000000" })
	void whenTheBytesAreNotUtf8ThenTheyAreRefused(String hex) {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> JsonData.of(HexFormat.of().parseHex(hex)))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("data"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"\uD800\"", "\"a\uDC00b\"", "{\"\uD83D\":1}" })
	void whenTheTextHasALoneSurrogateThenItIsRefusedRatherThanReplaced(String text) {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> JsonData.of(text))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("data"));
	}

	@Test
	void whenItIsNestedTooDeeplyThenItIsRefused() {
		JsonData.of("[".repeat(500) + "]".repeat(500));
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> JsonData.of("[".repeat(100_000) + "]".repeat(100_000)));
	}

	@Test
	void whenAGivenOrReturnedArrayIsChangedThenTheDataStayAsTheyAre() {
		byte[] bytes = "[1]".getBytes(StandardCharsets.UTF_8);
		JsonData data = JsonData.of(bytes);
		bytes[1] = '2';
		data.bytes()[1] = '3';
		assertThat(data).hasToString("[1]");
	}

	@Test
	void whenTwoHoldTheSameBytesThenTheyAreEqual() {
		assertThat(JsonData.of("[1]")).isEqualTo(JsonData.of("[1]".getBytes(StandardCharsets.UTF_8)))
			.hasSameHashCodeAs(JsonData.of("[1]"))
			.isNotEqualTo(JsonData.of("[1 ]"));
	}

	@Test
	void whenItIsPartOfOtherDataThenJacksonWritesItAsItIs() {
		assertThat(JsonMapper.shared().writeValueAsString(Map.of("a", JsonData.of("[1.00]"))))
			.isEqualTo("{\"a\":[1.00]}");
	}

}
