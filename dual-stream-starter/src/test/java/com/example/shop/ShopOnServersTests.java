package com.example.shop;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;

import io.github.dualstream.test.DualStreamServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The shop on a real Kafka and a real Redis.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:shop-on-servers", "dual-stream.outbox.platform=h2" })
@DualStreamServers
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class ShopOnServersTests {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Test
	void anOrderIsPublishedShippedLabelledAndStreamed(CapturedOutput output) throws Exception {
		assertThat(send(request("/orders/1?total=12.50", "ann").PUT(HttpRequest.BodyPublishers.noBody())))
			.isEqualTo(201);
		HttpResponse<Stream<String>> stream = HTTP.send(
				request("/events/stream?source=order:1&content=full&history=1", "ann").build(),
				HttpResponse.BodyHandlers.ofLines());
		try (Stream<String> lines = stream.body()) {
			assertThat(lines.filter((line) -> line.startsWith("data:")).findFirst().orElseThrow())
				.contains("order.placed", "12.50");
		}
		await().atMost(Duration.ofSeconds(60)).until(() -> output.getOut().contains("Label for ann"));
	}

	@Test
	void strangersReadHealthOnly() throws Exception {
		assertThat(send(request("/actuator/health", null))).isEqualTo(200);
		assertThat(send(request("/events/stream?source=order:1", null))).isEqualTo(401);
		assertThat(send(request("/events/stream?source=order:1", "bob"))).isEqualTo(403);
	}

	private static int send(HttpRequest.Builder request) throws Exception {
		return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
	}

	private HttpRequest.Builder request(String path, String user) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
		if (user != null) {
			byte[] credentials = (user + ":" + user).getBytes(StandardCharsets.US_ASCII);
			request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
		}
		return request;
	}

}
