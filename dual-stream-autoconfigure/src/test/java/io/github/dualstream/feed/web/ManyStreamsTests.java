package io.github.dualstream.feed.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.InMemoryBus;
import io.github.dualstream.feed.InMemoryLog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with many streams at a time.
 */
class ManyStreamsTests {

	private static final int CLIENTS = 200;

	private static final int BATCH = 20;

	private static final Duration LONG = Duration.ofSeconds(60);

	@Test
	void whenAClientNeverReadsThenItIsLeftBehindAndTheOthersGetEverything() throws Exception {
		try (ConfigurableApplicationContext context = start("--dual-stream.feed.buffer-capacity=50",
				"--dual-stream.feed.slow-client-timeout=1s")) {
			Feeds feeds = context.getBean(Feeds.class);
			List<SseClient> clients = connect(context, CLIENTS);
			try (Socket frozen = neverRead(context, "history=0")) {
				assertThat(frozen.isBound()).isTrue();
				Awaitility.await().atMost(LONG).until(() -> feeds.size() == CLIENTS + 1);
				int published = publishUntil(context, clients, () -> feeds.size() == CLIENTS);
				assertThat(context.getBean(InMemoryBus.class).subscriptions()).isOne();
				assertThat(clients)
					.allSatisfy((client) -> assertThat(client.data()).doesNotHaveDuplicates().hasSize(published));
				System.out
					.println("ManyStreamsTests: the frozen client was left behind after " + published + " events");
			}
			clients.forEach(SseClient::close);
		}
	}

	@Test
	void whenAClientNeverReadsAFewLargeEventsThenItIsDisconnectedAndItsConnectionIsCut() throws Exception {
		try (ConfigurableApplicationContext context = start("--dual-stream.feed.slow-client-timeout=1s")) {
			InMemoryLog log = context.getBean(InMemoryLog.class);
			IntStream.range(0, 3)
				.forEach((i) -> log.append(Event.builder()
					.id("e-" + i)
					.source("order", "42")
					.type("order.placed")
					.data(JsonData.of("\"" + "x".repeat(900_000) + "\""))
					.build()));
			try (Socket frozen = neverRead(context, "history=3&content=full")) {
				assertThat(frozen.isBound()).isTrue();
				Feeds feeds = context.getBean(Feeds.class);
				Awaitility.await().until(() -> feeds.bufferedBytes() > 0);
				Awaitility.await().until(() -> feeds.size() == 0);
				Awaitility.await().until(() -> context.getBean(ConnectionLimits.class).size() == 0);
				assertThat(feeds.bufferedBytes()).isZero();
			}
		}
	}

	@Test
	void whenTheApplicationStopsThenOpenStreamsEndAndDoNotHoldItUp() {
		List<SseClient> clients;
		long start;
		try (ConfigurableApplicationContext context = start()) {
			clients = connect(context, CLIENTS);
			Awaitility.await().atMost(LONG).until(() -> context.getBean(Feeds.class).size() == CLIENTS);
			start = System.nanoTime();
		}
		Duration stopped = Duration.ofNanos(System.nanoTime() - start);
		System.out
			.println("ManyStreamsTests: stopped with " + CLIENTS + " open streams in " + stopped.toMillis() + " ms");
		Awaitility.await().atMost(LONG).until(() -> clients.stream().allMatch((client) -> client.end().isDone()));
		assertThat(clients).noneMatch((client) -> client.end().isCompletedExceptionally());
		// Boot would wait 30 s for requests that do not end
		assertThat(stopped).isLessThan(Duration.ofSeconds(20));
	}

	private static int publishUntil(ConfigurableApplicationContext context, List<SseClient> clients,
			BooleanSupplier end) {
		WebTestEvents events = new WebTestEvents(context.getBean(InMemoryLog.class),
				context.getBean(InMemoryBus.class));
		String padding = "x".repeat(240);
		int published = 0;
		while (!end.getAsBoolean()) {
			for (int i = 0; i < BATCH; i++) {
				events.publish("42", padding + published++);
			}
			int expected = published;
			Awaitility.await()
				.pollInterval(Duration.ofMillis(5))
				.atMost(LONG)
				.until(() -> clients.stream().allMatch((client) -> client.events() == expected));
		}
		return published;
	}

	private static List<SseClient> connect(ConfigurableApplicationContext context, int number) {
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		URI uri = URI.create("http://localhost:" + port(context) + "/events/stream?source=order:42&history=0");
		List<SseClient> clients = IntStream.range(0, number).mapToObj((i) -> new SseClient(http, uri)).toList();
		Awaitility.await().atMost(LONG).until(() -> clients.stream().allMatch(SseClient::isConnected));
		return clients;
	}

	private static Socket neverRead(ConfigurableApplicationContext context, String query) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		socket.connect(new InetSocketAddress("localhost", port(context)));
		socket.getOutputStream()
			.write(("GET /events/stream?source=order:42&" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "dual-stream.web.enabled=true", "dual-stream.web.allow-anonymous=true")
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(WebTestApplication.class)
	static class Application {

		/**
		 * Else megabytes fit in between before a client is noticed that does not read.
		 */
		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
			return (factory) -> factory.addConnectorCustomizers((connector) -> {
				connector.setProperty("socket.txBufSize", "8192");
			});
		}

	}

}
