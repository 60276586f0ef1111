package io.github.dualstream.sample;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The sample with its beans made ahead of time, as {@code java -Dspring.aot.enabled=true}
 * runs it.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AheadOfTimeTests {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	@Test
	void theSampleStartsAndPublishes(@TempDir Path folder) throws Exception {
		String classPath = compile(folder, System.getProperty("java.class.path"));
		Path log = folder.resolve("application.log");
		try (KafkaServer kafka = KafkaServer.start(); RedisServer redis = RedisServer.start()) {
			Process application = java(classPath, log, "-Dspring.aot.enabled=true", SampleApplication.class.getName(),
					"--server.port=0", "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
					"--spring.data.redis.port=" + redis.port(), "--spring.datasource.url=jdbc:h2:mem:ahead");
			try {
				await().atMost(Duration.ofMinutes(1)).until(() -> PORT.matcher(read(log)).find());
				assertThat(read(log)).contains("Starting AOT-processed SampleApplication");
				RestClient client = RestClient.create("http://localhost:" + portIn(read(log)));
				String accepted = client.post()
					.uri("/webhooks/github")
					.header("X-GitHub-Event", "push")
					.header("X-GitHub-Delivery", "ahead-of-time")
					.contentType(MediaType.APPLICATION_JSON)
					.body("{\"repository\": {\"full_name\": \"octocat/hello-world\"}}")
					.retrieve()
					.body(String.class);
				assertThat(accepted).contains("ahead-of-time:repo").contains("github-events:");
				PlacedOrder order = client.post()
					.uri("/orders")
					.contentType(MediaType.APPLICATION_JSON)
					.body("{\"item\": \"red bicycle\", \"total\": 99.95}")
					.retrieve()
					.body(PlacedOrder.class);
				assertThat(text(client, "/orders/" + order.id() + "?version=1")).contains("red bicycle");
				await().untilAsserted(() -> assertThat(text(client, "/orders/" + order.id())).contains("completed"));
				// the relay sends what satisfies its contract, and a listener counts what
				// the log has
				await().untilAsserted(() -> assertThat(text(client, "/events?source=order:" + order.id()))
					.contains("urn:dual-stream:contract:order.placed:1"));
				await().untilAsserted(
						() -> assertThat(text(client, "/stats?repo=octocat/hello-world")).contains("\"total\":1"));
				assertThat(text(client, "/actuator/dualstream/asyncapi")).contains("send-orders", "order.placed-1");
				assertThat(text(client, "/actuator/health")).contains("\"dualStream\"").doesNotContain("DOWN");
				assertThat(text(client, "/actuator/dualstream")).contains("\"strategy\":\"create-only\"");
				await().untilAsserted(() -> assertThat(text(client, "/actuator/prometheus"))
					.contains("dual_stream_redis_notifications_total{outcome=\"sent\",reason=\"none\"} 5.0"));
			}
			finally {
				application.destroyForcibly().waitFor();
			}
		}
	}

	@Test
	void aTrainingRunNeedsNoServers(@TempDir Path folder) throws Exception {
		Path log = folder.resolve("training.log");
		int closed = closedPort();
		Process training = java(System.getProperty("java.class.path"), log, "-Dspring.context.exit=onRefresh",
				SampleApplication.class.getName(), "--server.port=0",
				"--spring.kafka.bootstrap-servers=localhost:" + closed, "--spring.data.redis.port=" + closed,
				"--spring.datasource.url=jdbc:h2:mem:training");
		assertThat(training.waitFor()).as(() -> read(log)).isZero();
		assertThat(read(log)).contains("Starting SampleApplication")
			.doesNotContain("Started SampleApplication")
			.doesNotContain(" WARN ", " ERROR ");
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static String text(RestClient client, String uri) {
		return String.valueOf(client.get().uri(uri).retrieve().body(String.class));
	}

	/** What the process-aot goal of Spring Boot's plugin for Maven does. */
	private static String compile(Path folder, String classPath) throws Exception {
		Path sources = folder.resolve("sources");
		Path resources = folder.resolve("resources");
		Path classes = folder.resolve("classes");
		Path log = folder.resolve("processing.log");
		Process processing = java(classPath, log, SpringApplicationAotProcessor.class.getName(),
				SampleApplication.class.getName(), sources.toString(), resources.toString(), classes.toString(),
				"io.github.dualstream", "sample-app");
		assertThat(processing.waitFor()).as(() -> read(log)).isZero();
		String all = String.join(File.pathSeparator, classes.toString(), resources.toString(), classPath);
		List<String> arguments = new ArrayList<>(
				List.of("-d", classes.toString(), "-cp", all, "-proc:none", "-nowarn", "-Xlint:none"));
		try (Stream<Path> files = Files.walk(sources)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
		return all;
	}

	private static Process java(String classPath, Path log, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	private static String portIn(String log) {
		Matcher port = PORT.matcher(log);
		assertThat(port.find()).isTrue();
		return port.group(1);
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
