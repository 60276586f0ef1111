package io.github.dualstream.sample;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
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
					"--spring.data.redis.port=" + redis.port());
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
				assertThat(client.get().uri("/orders/" + order.id() + "?version=1").retrieve().body(String.class))
					.contains("red bicycle");
				assertThat(client.get().uri("/actuator/health").retrieve().body(String.class))
					.contains("\"dualStream\"")
					.doesNotContain("DOWN");
				assertThat(client.get().uri("/actuator/dualstream").retrieve().body(String.class))
					.contains("\"strategy\":\"create-only\"");
				await().untilAsserted(
						() -> assertThat(client.get().uri("/actuator/prometheus").retrieve().body(String.class))
							.contains("dual_stream_redis_notifications_total{outcome=\"sent\",reason=\"none\"} 2.0"));
			}
			finally {
				application.destroyForcibly().waitFor();
			}
		}
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
