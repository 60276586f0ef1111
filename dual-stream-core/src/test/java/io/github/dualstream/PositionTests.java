package io.github.dualstream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Position}.
 */
class PositionTests {

	@ParameterizedTest
	@ValueSource(strings = { "events:0:0", "a.b_c-D9:2147483647:9223372036854775807" })
	void whenTheTextFormIsReadThenItIsThePositionAgain(String text) {
		assertThat(Position.parse(text)).hasToString(text);
	}

	@Test
	void whenTheTextFormIsReadThenThePartsAreInTheirPlaces() {
		assertThat(Position.parse("events:3:17")).isEqualTo(new Position("events", 3, 17));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "17", "events", "events:0", ":0:0", "events::0", "events:0:", "events:-1:0",
			"events:0:-1", "events:0:9223372036854775808", "events:2147483648:0", "events:0:1e3", "events:0:0x10",
			"events:0:+1", "events:0:0:0", " events:0:0", "events:0:0 ", "events:0:0\n", "events\r\n:0:0",
			"events\u0000:0:0", "ev\u00e9nts:0:0", "events:\u0663:0", "events:0:\uff11", "a b:0:0", "../x:0:0",
			"events:00000000000:0", "null" })
	void whenTheTextIsNotAPositionThenItIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Position.parse(text)).withMessageContaining("position");
	}

	@ParameterizedTest
	@ValueSource(ints = { 250, 1_000_000 })
	void whenTheTextIsVeryLongThenItIsRefusedWithoutBeingRepeated(int length) {
		assertThatIllegalArgumentException().isThrownBy(() -> Position.parse("x".repeat(length) + ":0:0"))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(200));
		assertThatIllegalArgumentException().isThrownBy(() -> Position.parse("events:0:" + "1".repeat(length)));
	}

}
