package io.github.dualstream.transport;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableTextTests {

	@Test
	void whenTextIsOrdinaryThenItIsKept() {
		assertThat(PrintableText.of("Zähler 42 → größer: {\"a\":1}")).isEqualTo("Zähler 42 → größer: {\"a\":1}");
		assertThat(PrintableText.of(null)).isEmpty();
	}

	@Test
	void whenTextBreaksLinesOrHidesThenItIsOneLine() {
		assertThat(PrintableText.of("a\r\nb\u2028c\u202ed\u0000e\u200bf\u001b[31m\ud800"))
			.isEqualTo("a??b?c?d?e?f?[31m?");
	}

	@Test
	void whenTextIsOneMegabyteThenItIsCut() {
		assertThat(PrintableText.of("x".repeat(1_000_000))).hasSizeLessThan(300).endsWith("x… (1000000 characters)");
	}

	@Test
	void theInnermostCauseOfAFailureIsOneLineWithoutPasswords() {
		Exception cause = new IOException("refused by\nredis://user:s3cret@host");
		assertThat(PrintableText.ofInnermostCause(new IllegalStateException("outer", new RuntimeException(cause))))
			.isEqualTo("java.io.IOException: refused by?redis://***@host");
		assertThat(PrintableText.ofInnermostCause(cause)).startsWith("java.io.IOException");
	}

	@Test
	void whenTextHasPasswordsThenTheyAreGone() {
		assertThat(PrintableText.of("redis://user:s3cret@host:6379/0 and jdbc:postgresql://h/db?password=s3cret&x=1"))
			.isEqualTo("redis://***@host:6379/0 and jdbc:postgresql://h/db?password=***&x=1");
		assertThat(PrintableText.of("{\"password\": \"s3 cret\", \"n\": 1} api-key=s3cret; Token: s3cret"))
			.doesNotContain("cret")
			.contains("\"n\": 1");
		assertThat(PrintableText.of("x".repeat(240) + " password=s3cretlong", 256)).doesNotContain("s3cr");
	}

}
