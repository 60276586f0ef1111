package io.github.dualstream.feed.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.feed.InMemoryBus;
import io.github.dualstream.feed.InMemoryLog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SearchBudget} at the endpoints.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, classes = WebTestApplication.class,
		properties = { "dual-stream.web.enabled=true", "dual-stream.web.allow-anonymous=true",
				"dual-stream.web.max-searched-records=100" })
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_EACH_TEST_METHOD)
class SearchBudgetEndpointTests {

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private InMemoryLog log;

	@Test
	void whenQueriesHaveUsedItUpThenTheNextOneIsRefusedAndReadsNothing() throws Exception {
		append(120);
		assertThat(get("?source=order:nope").statusCode()).isEqualTo(200);
		int handed = this.log.handed();
		assertThat(handed).isEqualTo(120);
		HttpResponse<String> refused = get("?source=order:another");
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 61L);
		JsonNode problem = JSON.readTree(refused.body());
		assertThat(problem.get("detail").asString()).contains("retry in");
		assertThat(get("/stream?source=order:another").statusCode()).isEqualTo(429);
		assertThat(this.log.handed()).isEqualTo(handed);
	}

	@Test
	void whenTheRecentEventsOfASocketHaveUsedItUpThenItsNextSubscriptionIsRefused(@Autowired InMemoryBus bus)
			throws Exception {
		append(120);
		try (SocketClient socket = SocketClient.connect(this.port, "/events/ws")) {
			socket.send("{\"subscribe\":[\"order:nope\"],\"history\":10}");
			Awaitility.await().until(() -> !socket.messages("live").isEmpty());
			socket.send("{\"subscribe\":[\"order:another\"],\"history\":10}");
			Awaitility.await().until(() -> !socket.messages("problem").isEmpty());
			assertThat(socket.messages("problem").get(0).get("data").get("status").asInt()).isEqualTo(429);
			new WebTestEvents(this.log, bus).publish("nope", "e-1");
			Awaitility.await().until(() -> socket.ids().contains("e-1"));
		}
	}

	@Test
	void whoAsksForASourceWithoutEventsAgainAndAgainDoesNotUseItUp() throws Exception {
		append(90);
		for (int i = 0; i < 20; i++) {
			assertThat(get("?source=order:nope").statusCode()).isEqualTo(200);
		}
		assertThat(this.log.handed()).isEqualTo(90);
	}

	private void append(int count) {
		for (int i = 0; i < count; i++) {
			this.log.append(Event.of("order", "busy", "order.placed", Map.of()));
		}
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:" + this.port + "/events" + path);
		return this.client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
	}

}
