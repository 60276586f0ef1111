package io.github.dualstream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TraceContext}.
 */
class TraceContextTests {

	private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	@Test
	void whenItIsOfTheW3cFormThenItsTraceIdIsKnown() {
		assertThat(new TraceContext(TRACEPARENT, null).traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "garbage", "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
			"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0", TRACEPARENT + "\r\n", " " + TRACEPARENT,
			TRACEPARENT + "-x", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
			"00-00000000000000000000000000000000-b7ad6b7169203331-01",
			"00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01" })
	void whenTheTraceparentIsNotOfTheW3cFormThenItIsRefused(String traceparent) {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> new TraceContext(traceparent, null))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("traceContext"));
	}

	@Test
	void whenTheTracestateHasTheLimitThenItIsAcceptedAndWithOneMoreRefused() {
		assertThat(new TraceContext(TRACEPARENT, "x".repeat(512)).tracestate()).hasSize(512);
		assertRefused("x".repeat(513));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a=b\r\nInjected: 1", "a=\u0000", "a=\u00e4", "a=b\n" })
	void whenTheTracestateIsNotPrintableAsciiThenItIsRefused(String tracestate) {
		assertRefused(tracestate);
	}

	private static void assertRefused(String tracestate) {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> new TraceContext(TRACEPARENT, tracestate))
			.withMessageContaining("tracestate");
	}

}
