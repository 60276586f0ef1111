package io.github.dualstream.sample;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GithubWebhookController} with a secret.
 */
@WebMvcTest(controllers = GithubWebhookController.class, properties = "sample.github.webhook-secret=s3cret")
@Import({ WebhookSignature.class, GithubWebhookControllerTests.PublisherConfiguration.class })
class SignedWebhookTests {

	private static final String BODY = "{\"zen\": \"Ünïcode is fine.\"}";

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private RecordingPublisher publisher;

	@BeforeEach
	void reset() {
		this.publisher.reset();
	}

	@Test
	void whenTheSignatureMatchesThenTheDeliveryIsAccepted() throws Exception {
		assertThat(delivery().header("X-Hub-Signature-256", sign("s3cret"))).hasStatus(HttpStatus.ACCEPTED);
		assertThat(this.publisher.events()).hasSize(1);
	}

	@Test
	void whenTheSignatureIsWrongThenTheDeliveryIsRefused() throws Exception {
		assertThat(delivery().header("X-Hub-Signature-256", sign("other"))).hasStatus(HttpStatus.UNAUTHORIZED)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(this.publisher.events()).isEmpty();
	}

	@Test
	void whenTheSignatureIsMissingThenTheDeliveryIsRefused() {
		assertThat(delivery()).hasStatus(HttpStatus.UNAUTHORIZED);
		assertThat(this.publisher.events()).isEmpty();
	}

	@Test
	void whenTheBodyIsLargerThanAnEventThenItIsRefused() throws Exception {
		assertThat(delivery().content(new byte[1024 * 1024 + 1]).header("X-Hub-Signature-256", sign("s3cret")))
			.hasStatus(HttpStatus.CONTENT_TOO_LARGE);
	}

	@Test
	void whenTheSignatureIsNoneThenTheBodyIsNotRead() {
		assertThat(delivery().content(new byte[1024 * 1024 + 1]).header("X-Hub-Signature-256", "sha256=x"))
			.hasStatus(HttpStatus.UNAUTHORIZED);
	}

	private MockMvcTester.MockMvcRequestBuilder delivery() {
		return this.mvc.post()
			.uri("/webhooks/github")
			.contentType(MediaType.APPLICATION_JSON)
			.header("X-GitHub-Event", "ping")
			.header("X-GitHub-Delivery", "d1")
			.content(BODY.getBytes(StandardCharsets.UTF_8));
	}

	private static String sign(String secret) throws Exception {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		return "sha256=" + HexFormat.of().formatHex(mac.doFinal(BODY.getBytes(StandardCharsets.UTF_8)));
	}

}
