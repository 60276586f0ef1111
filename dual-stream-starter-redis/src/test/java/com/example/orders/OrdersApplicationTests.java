package com.example.orders;

import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

import io.github.dualstream.test.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application of {@code docs/redis-streams.md}, as a reader of that page would run
 * it.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		useMainMethod = SpringBootTest.UseMainMethod.ALWAYS)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class OrdersApplicationTests {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void address(DynamicPropertyRegistry properties) {
		RedisServer server = RedisServer.start();
		// after the context has been closed, whose clients then still find it
		SpringApplication.getShutdownHandlers().add(server::close);
		properties.add("spring.data.redis.host", server::host);
		properties.add("spring.data.redis.port", server::port);
	}

	@Test
	void anOrderIsPublishedHandledQueriedAndStreamed(CapturedOutput output) throws Exception {
		JsonNode placed = json(place("4711"));
		assertThat(placed.get("position").stringValue()).startsWith("events:");
		assertThat(get("/events?source=order:4711").get("events").get(0).get("id")).isEqualTo(placed.get("eventId"));
		HttpResponse<Stream<String>> stream = HTTP.send(request("/events/stream?source=order:4711&history=10").build(),
				HttpResponse.BodyHandlers.ofLines());
		try (Stream<String> lines = stream.body()) {
			assertThat(lines.filter((line) -> line.startsWith("data:")).findFirst().orElseThrow())
				.contains(placed.get("eventId").stringValue());
		}
		await().atMost(Duration.ofSeconds(30)).until(() -> output.getOut().contains("Shipping order 4711"));
	}

	@Test
	void healthAndMetersAreThere() throws Exception {
		place("4712");
		JsonNode health = get("/actuator/health");
		assertThat(health.get("status").stringValue()).isEqualTo("UP");
		assertThat(health.at("/components/dualStream/components").propertyNames()).contains("redisStreams", "redis");
		assertThat(text("/actuator/prometheus")).contains("dual_stream_publish_seconds_count{");
	}

	@Test
	void nothingOfOtherEnginesIsOnTheClassPath() {
		assertThat(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of))
			.extracting(OrdersApplicationTests::nameOf)
			.anyMatch((name) -> name.startsWith("dual-stream-autoconfigure"))
			.noneMatch((name) -> name.matches(".*(kafka|nats).*"));
	}

	/** Name of a jar, or of the module whose classes they are. */
	private static String nameOf(Path entry) {
		return (entry.endsWith(Path.of("target", "classes")) ? entry.getParent().getParent() : entry).getFileName()
			.toString();
	}

	@Test
	void thePageHasThisApplication() throws Exception {
		String page = words(Path.of("..", "docs", "redis-streams.md"));
		assertThat(page).contains(words(Path.of("src/test/java/com/example/orders/OrdersApplication.java")))
			.contains(words(Path.of("src/test/resources/application.yml")))
			.contains("<artifactId>" + Path.of("").toAbsolutePath().getFileName() + "</artifactId>")
			.contains("<artifactId>spring-boot-starter-webmvc</artifactId>");
	}

	private static String words(Path file) throws Exception {
		return Files.readString(file).strip().replaceAll("\\s+", " ");
	}

	private String place(String order) throws Exception {
		return send(request("/orders/" + order).POST(HttpRequest.BodyPublishers.noBody()));
	}

	private JsonNode get(String path) throws Exception {
		return json(text(path));
	}

	private String text(String path) throws Exception {
		return send(request(path));
	}

	private static String send(HttpRequest.Builder request) throws Exception {
		return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
	}

	private static JsonNode json(String text) {
		return new JsonMapper().readTree(text);
	}

}
