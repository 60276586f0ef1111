package io.github.dualstream.sample;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebhookSignature}.
 */
class WebhookSignatureTests {

	private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);

	// from GitHub's documentation, "Validating webhook deliveries"
	private static final String SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

	private final WebhookSignature signature = new WebhookSignature(
			new GithubProperties("It's a Secret to Everybody", DataSize.ofMegabytes(1)));

	@Test
	void acceptsTheSignatureOfTheBody() {
		assertThat(this.signature.isValid(BODY, SIGNATURE)).isTrue();
	}

	@Test
	void refusesTheSignatureOfAnotherBody() {
		assertThat(this.signature.isValid("Hello, World?".getBytes(StandardCharsets.UTF_8), SIGNATURE)).isFalse();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "sha256=", "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
			"sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
			"sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18" })
	void refusesAnythingElse(String other) {
		assertThat(this.signature.isValid(BODY, other)).isFalse();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = "")
	void verifiesNothingWithoutASecret(String secret) {
		assertThat(new WebhookSignature(new GithubProperties(secret, DataSize.ofMegabytes(1))).isValid(BODY, null))
			.isTrue();
	}

	@Test
	void secretIsNotPrinted() {
		assertThat(new GithubProperties("s3cret", DataSize.ofMegabytes(1))).asString().doesNotContain("s3cret");
	}

}
