package io.github.dualstream.feed.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.dualstream.feed.Feeds;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FeedAccess} and {@link FeedAuthorizer} in a running application. The
 * principal is what the parameter {@code user} says.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "dual-stream.web.enabled=true", "dual-stream.web.heartbeat=200ms",
				"dual-stream.web.max-connections-per-address=3", "dual-stream.web.subscribe-timeout=1s" })
class FeedAccessTests {

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<SseClient> streams = new ArrayList<>();

	private final List<SocketClient> sockets = new ArrayList<>();

	@LocalServerPort
	private int port;

	@Autowired
	private Feeds feeds;

	@Autowired
	private FeedAccess access;

	@Autowired
	private ConnectionLimits limits;

	@Autowired
	private Rules rules;

	@AfterEach
	void leave() throws Exception {
		this.rules.denied.clear();
		this.rules.asked.clear();
		this.streams.forEach(SseClient::close);
		for (SocketClient socket : this.sockets) {
			socket.close();
		}
		Awaitility.await().until(() -> this.feeds.size() == 0 && this.limits.size() == 0);
	}

	@Test
	void whatTheAuthorizerNeedsIsInItsArgumentAtTheBeginningAndAtARenewal() {
		stream("source=order:short-lived&user=ann");
		Awaitility.await().until(() -> this.rules.asked.size() >= 3);
		assertThat(this.rules.asked).allSatisfy((request) -> {
			assertThat(Objects.requireNonNull(request.principal()).getName()).isEqualTo("ann");
			assertThat(request.captured()).isEqualTo("tenant of ann");
			assertThat(request.kind()).isEqualTo(ReadKind.LIGHT);
		});
		assertThat(this.feeds.size()).isOne();
	}

	@Test
	void theAuthorizerIsToldWhatTheClientWouldGet() throws Exception {
		assertThat(get("?source=order:light-only&user=ann")).isEqualTo(403);
		assertThat(get("/stream?content=full&source=order:light-only&user=ann")).isEqualTo(403);
		stream("source=order:light-only&user=ann");
		SocketClient socket = socket("ann");
		socket.send("{\"subscribe\":[\"order:light-only\"],\"content\":\"full\"}");
		Awaitility.await().until(() -> socket.messages("problem").size() == 1);
		socket.send("{\"subscribe\":[\"order:light-only\"]}");
		Awaitility.await().until(() -> socket.messages("live").size() == 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "exception", "error", "exception-in-expiry", "error-in-expiry" })
	void whateverTheAuthorizerThrowsRefusesThatClientOnly(String failure) throws Exception {
		SseClient other = stream("source=order:1&user=bob");
		SocketClient socket = socket("ann");
		assertThat(get("/stream?source=order:" + failure + "&user=ann")).isEqualTo(503);
		socket.send("{\"subscribe\":[\"order:" + failure + "\"]}");
		Awaitility.await().until(() -> socket.messages("problem").size() == 1);
		assertThat(socket.messages("problem").get(0).at("/data/status").asInt()).isEqualTo(503);
		assertThat(this.feeds.size()).isOne();
		assertThat(other.end()).isNotDone();
		socket.send("{\"subscribe\":[\"order:1\"]}");
		Awaitility.await().until(() -> socket.messages("live").size() == 1);
	}

	@Test
	void whenAPermissionIsWithdrawnThenARecheckEndsThatStreamAndNoOther() {
		SseClient withdrawn = stream("source=order:1&user=ann");
		SseClient kept = stream("source=order:2&user=ann");
		SseClient other = stream("source=order:1&user=bob");
		this.rules.denied.put("order:1", true);
		assertThat(this.access.recheck("ann")).isOne();
		Awaitility.await().until(() -> withdrawn.end().isDone());
		assertThat(withdrawn.lines()).containsSubsequence("event:reset", "data:{\"reason\":\"forbidden\"}");
		assertThat(kept.end()).isNotDone();
		assertThat(other.end()).isNotDone();
	}

	@Test
	void whenAPrincipalIsRevokedThenItsStreamsAndSocketsEndAndNoOthers() throws Exception {
		SseClient stream = stream("source=order:1&user=ann");
		SseClient other = stream("source=order:1&user=bob");
		SocketClient socket = socket("ann");
		SocketClient idle = socket("ann");
		socket.send("{\"subscribe\":[\"order:1\",\"order:2\"]}");
		Awaitility.await().until(() -> socket.messages("live").size() == 1);
		assertThat(this.access.revoke("ann")).isEqualTo(2);
		Awaitility.await().until(() -> stream.end().isDone() && socket.end().isDone() && idle.end().isDone());
		assertThat(socket.end()).isCompletedWithValue(1008);
		assertThat(idle.end()).isCompletedWithValue(1008);
		assertThat(other.end()).isNotDone();
		assertThat(this.access.revoke("ann")).isZero();
	}

	@Test
	void anAddressHasSoManyConnectionsThatAreNotAuthenticated() throws Exception {
		for (int i = 0; i < 3; i++) {
			stream("source=order:" + i);
		}
		assertThat(get("/stream?source=order:1")).isEqualTo(429);
		stream("source=order:1&user=ann");
	}

	@Test
	void aSocketThatWatchesNothingIsClosedAndOneThatDoesIsNot() throws Exception {
		SocketClient watching = socket("ann");
		watching.send("{\"subscribe\":[\"order:1\"]}");
		SocketClient idle = socket("ann");
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> idle.end().isDone());
		assertThat(watching.end()).isNotDone();
	}

	private SseClient stream(String query) {
		int before = this.feeds.size();
		SseClient client = new SseClient(this.http,
				URI.create("http://localhost:" + this.port + "/events/stream?" + query));
		this.streams.add(client);
		Awaitility.await().until(() -> client.isConnected() && this.feeds.size() == before + 1);
		return client;
	}

	private SocketClient socket(String user) throws Exception {
		SocketClient client = SocketClient.connect(this.port, "/events/ws?user=" + user);
		assertThat(client.status()).isEqualTo("101");
		this.sockets.add(client);
		return client;
	}

	private int get(String endpoint) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/events" + endpoint))
			.build();
		HttpResponse<Void> response = this.http.send(request, BodyHandlers.discarding());
		return response.statusCode();
	}

	/**
	 * Decides by what a request and its source are called.
	 */
	static final class Rules implements FeedAuthorizer {

		final Map<String, Boolean> denied = new ConcurrentHashMap<>();

		final Queue<ReadRequest> asked = new ConcurrentLinkedQueue<>();

		@Override
		public boolean mayRead(ReadRequest request) {
			this.asked.add(request);
			switch (request.source().id()) {
				case "exception" -> throw new IllegalStateException("on purpose");
				case "error" -> throw new LinkageError("on purpose");
				default -> {
					// decided below
				}
			}
			boolean mine = request.principal() == null || !this.denied.containsKey(request.source().toString());
			return mine && (!request.source().id().equals("light-only") || request.kind() == ReadKind.LIGHT);
		}

		@Override
		public @Nullable Instant expiresAt(ReadRequest request) {
			return switch (request.source().id()) {
				case "exception-in-expiry" -> throw new IllegalStateException("on purpose");
				case "error-in-expiry" -> throw new LinkageError("on purpose");
				case "short-lived" -> Instant.now();
				default -> null;
			};
		}

		@Override
		public @Nullable Object capture(HttpServletRequest request) {
			return "tenant of " + request.getParameter("user");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(WebTestApplication.class)
	static class Application {

		@Bean
		Rules rules() {
			return new Rules();
		}

		@Bean
		FilterRegistrationBean<Filter> users() {
			return new FilterRegistrationBean<>((request, response, chain) -> {
				String user = request.getParameter("user");
				chain.doFilter(new HttpServletRequestWrapper((HttpServletRequest) request) {

					@Override
					public @Nullable Principal getUserPrincipal() {
						return (user != null) ? () -> user : null;
					}

				}, response);
			});
		}

	}

}
