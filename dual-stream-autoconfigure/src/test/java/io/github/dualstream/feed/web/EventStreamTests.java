package io.github.dualstream.feed.web;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.InMemoryBus;
import io.github.dualstream.feed.InMemoryLog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventStreamController}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "dual-stream.web.enabled=true", "dual-stream.web.path=/live/feed",
				"dual-stream.web.heartbeat=200ms", "dual-stream.web.allowed-origins=https://page.example" })
class EventStreamTests {

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String sourceId = UUID.randomUUID().toString();

	private final List<SseClient> clients = new ArrayList<>();

	@LocalServerPort
	private int port;

	@Autowired
	private Feeds feeds;

	@Autowired
	private ConnectionLimits limits;

	@Autowired
	private InMemoryLog log;

	@Autowired
	private InMemoryBus bus;

	private WebTestEvents events;

	@BeforeEach
	void setUp() {
		this.events = new WebTestEvents(this.log, this.bus);
	}

	@AfterEach
	void leave() {
		this.log.setAway(false);
		this.clients.forEach(SseClient::close);
		Awaitility.await().until(() -> this.feeds.size() == 0 && this.limits.size() == 0);
	}

	@Test
	void streamsHistoryAndThenWhatHappensLive() {
		Position first = this.events.append(this.sourceId, "e-1");
		SseClient client = connect("source=order:" + this.sourceId + "&live=true");
		Awaitility.await().until(() -> client.data().size() == 1);
		Position second = this.events.publish(this.sourceId, "e-2");
		Awaitility.await().until(() -> client.data().size() == 2);
		assertThat(client.lines()).containsSubsequence("id:events~1@first:0:" + (first.offset() + 1), "event:event",
				"data:" + WebTestEvents.data(this.sourceId, "e-1", first), "event:live",
				"id:events~1@first:0:" + (second.offset() + 1), "event:event",
				"data:" + WebTestEvents.data(this.sourceId, "e-2", second));
	}

	@Test
	void answersWithHeadersThatStopProxiesFromBuffering() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri("source=order:" + this.sourceId)).build();
		HttpResponse<InputStream> response = this.http.send(request, BodyHandlers.ofInputStream());
		try (InputStream body = response.body()) {
			assertThat(body).isNotNull();
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
			assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
			assertThat(response.headers().firstValue("X-Accel-Buffering")).contains("no");
			assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
		}
	}

	@Test
	void beginsWithAsMuchHistoryAsWanted() {
		IntStream.range(0, 60).forEach((i) -> this.events.append(this.sourceId, "e-" + i));
		SseClient byDefault = connect("source=order:" + this.sourceId);
		SseClient three = connect("source=order:" + this.sourceId + "&history=3");
		SseClient none = connect("source=order:" + this.sourceId + "&history=0");
		Awaitility.await().until(() -> byDefault.data().size() == 50 && three.data().size() == 3);
		awaitLive(3);
		this.events.publish(this.sourceId, "live");
		Awaitility.await().until(() -> none.data().size() == 1);
		assertThat(none.data().get(0)).contains("\"live\"");
		assertThat(three.data().get(0)).contains("\"e-57\"");
	}

	@Test
	void streamsSeveralSourcesAndNoOther() {
		SseClient client = connect("source=order:" + this.sourceId + "&source=order:second");
		awaitLive(1);
		this.events.publish("third", "no");
		this.events.publish("second", "yes-1");
		this.events.publish(this.sourceId, "yes-2");
		Awaitility.await().until(() -> client.data().size() == 2);
		assertThat(client.data()).noneMatch((data) -> data.contains("third"));
	}

	@Test
	void aSourceIdMayHaveACommaAndAnyScript() {
		String id = "a,b\u4E2D\uD83D\uDE00";
		SseClient client = connect("source=order:a,b%E4%B8%AD%F0%9F%98%80&history=0");
		awaitLive(1);
		this.events.publish(id, "e-1");
		Awaitility.await().until(() -> client.data().size() == 1);
		assertThat(JSON.readTree(client.data().get(0)).get("source_id").asString()).isEqualTo(id);
	}

	@Test
	void whenABrowserComesBackThenItGetsWhatItMissedAndNothingTwice() {
		IntStream.range(0, 5).forEach((i) -> this.events.append(this.sourceId, "e-" + i));
		SseClient first = connect("source=order:" + this.sourceId);
		Awaitility.await().until(() -> first.data().size() == 5);
		String cursor = first.lastId();
		first.close();
		IntStream.range(5, 10).forEach((i) -> this.events.append(this.sourceId, "e-" + i));
		SseClient second = connect("source=order:" + this.sourceId, cursor);
		SseClient third = connect("source=order:" + this.sourceId + "&lastEventId=" + cursor);
		Awaitility.await().until(() -> second.data().size() == 5 && third.data().size() == 5);
		this.events.publish(this.sourceId, "e-10");
		Awaitility.await().until(() -> second.data().size() == 6);
		assertThat(second.data().get(0)).contains("\"e-5\"");
		assertThat(second.data().get(5)).contains("\"e-10\"");
	}

	@ParameterizedTest
	@CsvSource({ "x,invalid", "-1,invalid", "9223372036854775808,invalid", "events~1@first:0:99999,ahead",
			"events~1@first:0:1,expired", "other~1:0:100,foreign", "events~2:0:100,repartitioned" })
	void whenTheBrowserCannotGoOnThenItIsToldAndBeginsAnew(String cursor, String reason) {
		this.events.append(this.sourceId, "e-0");
		SseClient client = connect("source=order:" + this.sourceId, cursor);
		Awaitility.await().until(() -> client.data().size() == 1);
		assertThat(client.lines()).containsSubsequence("event:reset", "data:{\"reason\":\"" + reason + "\"}",
				"event:event");
	}

	@Test
	void whenTheLastEventIdIsGivenTwiceThenItIsNone() {
		this.events.append(this.sourceId, "e-0");
		SseClient client = connect("source=order:" + this.sourceId, "events~1@first:0:100", "events~1@first:0:100");
		Awaitility.await().until(() -> client.data().size() == 1);
		assertThat(client.lines()).containsSubsequence("event:reset", "data:{\"reason\":\"invalid\"}");
	}

	@Test
	void whenTheContentIsFullThenTheWholeEventIsSentInOneLine() {
		this.bus.publish(List.of());
		this.log.append(Event.builder()
			.id("e-1")
			.source("order", this.sourceId)
			.type("order.placed")
			.data(JsonData.of("{\n\"amount\":\r\n1}"))
			.build());
		SseClient client = connect("source=order:" + this.sourceId + "&content=full");
		Awaitility.await().until(() -> client.data().size() == 1);
		assertThat(JSON.readTree(client.data().get(0)).get("payload").get("amount").asInt()).isOne();
	}

	@Test
	void whenTheOriginIsForeignThenTheStreamIsRefusedButNotWhenItIsNamedOrTheSame() throws Exception {
		String source = "source=order:" + this.sourceId;
		HttpResponse<InputStream> foreign = open(source, "https://evil.example");
		assertThat(foreign.statusCode()).isEqualTo(403);
		assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
		try (InputStream named = open(source, "https://page.example").body();
				InputStream same = open(source, "http://localhost:" + this.port).body()) {
			assertThat(named.read()).isEqualTo(':');
			assertThat(same.read()).isEqualTo(':');
		}
		assertThat(open(source, "http://localhost:1").statusCode()).isEqualTo(403);
		assertThat(open(source, "null").statusCode()).isEqualTo(403);
	}

	private HttpResponse<InputStream> open(String query, String origin) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri(query)).header("Origin", origin).build();
		return this.http.send(request, BodyHandlers.ofInputStream());
	}

	@Test
	void whenAPermissionExpiresAndIsNotRenewedThenTheStreamEnds() {
		SseClient client = connect("source=temporary:" + this.sourceId);
		Awaitility.await().until(() -> client.end().isDone());
		assertThat(client.lines()).containsSubsequence("event:reset", "data:{\"reason\":\"forbidden\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "failing", "faulty" })
	void whenTheAuthorizerFailsThenNothingIsStreamedAndNothingIsLeft(String type) throws Exception {
		for (int i = 0; i < 5; i++) {
			assertThat(get("source=" + type + ":1").statusCode()).isEqualTo(503);
		}
		assertThat(this.feeds.size()).isZero();
		assertThat(this.limits.size()).isZero();
	}

	@Test
	void whenABrowserComesBackThenItIsLiveAfterWhatItMissed() {
		IntStream.range(0, 5).forEach((i) -> this.events.append(this.sourceId, "e-" + i));
		SseClient client = connect("source=order:" + this.sourceId + "&source=order:other&live=true", "events~1:0:100");
		Awaitility.await().until(() -> client.lines().contains("event:live"));
		assertThat(client.data()).hasSize(5);
		assertThat(client.lines()).containsOnlyOnce("event:live");
	}

	@Test
	void whenTheAuthorizerThrowsAnErrorInARecheckThenOnlyThatStreamEndsAndRechecksGoOn() {
		SseClient other = connect("source=order:" + this.sourceId);
		SseClient broken = connect("source=broken:" + this.sourceId);
		Awaitility.await().until(() -> broken.end().isDone());
		assertThat(broken.lines()).containsSubsequence("event:reset", "data:{\"reason\":\"forbidden\"}");
		SseClient revoked = connect("source=temporary:" + this.sourceId);
		Awaitility.await().until(() -> revoked.end().isDone());
		int beats = (int) other.lines().stream().filter(":heartbeat"::equals).count();
		Awaitility.await().until(() -> other.lines().stream().filter(":heartbeat"::equals).count() > beats);
		assertThat(other.end()).isNotDone();
	}

	@Test
	void aSilentStreamHasHeartbeats() {
		SseClient client = connect("source=order:" + this.sourceId);
		Awaitility.await().until(() -> client.lines().stream().filter(":heartbeat"::equals).count() >= 2);
	}

	@Test
	void whenAClientLeavesThenItsSubscriptionIsRemovedAndTheOthersGoOn() {
		SseClient leaving = connect("source=order:" + this.sourceId);
		SseClient staying = connect("source=order:" + this.sourceId);
		awaitLive(2);
		leaving.close();
		// a heartbeat finds it
		Awaitility.await().until(() -> this.feeds.size() == 1);
		this.events.publish(this.sourceId, "e-1");
		Awaitility.await().until(() -> staying.data().size() == 1);
	}

	@Test
	void whenTheMethodIsHeadThenNoStreamIsOpened() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri("source=order:" + this.sourceId))
			.method("HEAD", BodyPublishers.noBody())
			.build();
		HttpResponse<Void> response = this.http.send(request, BodyHandlers.discarding());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
		assertThat(this.feeds.size()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			history=5                          | source  | is missing
			source=order                       | source  | has no colon
			source=order:1&source=order:a%0Ab  | source  | U+000A at position 1
			source=order:1&source=             | source  | has no colon
			source=order:1&history=-1          | history | from 0 to 1000
			source=order:1&history=1001        | history | from 0 to 1000
			source=order:1&history=all         | history | from 0 to 1000
			source=order:1&history=1&history=2 | history | is given 2 times
			source=order:1&content=all         | content | neither light nor full
			source=order:1&live=1              | live    | neither false nor true
			""")
	void badInputIsAProblemThatNamesTheParameter(String query, String parameter, String detail) throws Exception {
		JsonNode problem = problem(get(query), 400);
		assertThat(problem.get("parameter").asString()).isEqualTo(parameter);
		assertThat(problem.get("detail").asString()).contains(detail);
	}

	@Test
	void whenThereAreTooManySourcesThenTheyAreRefused() throws Exception {
		JsonNode problem = problem(get(sources(101)), 400);
		assertThat(problem.get("detail").asString()).contains("101 times; at most 100");
		// too long for the web server, which has its own answer
		assertThat(get(sources(10_000)).statusCode()).isIn(400, 414);
		connect(sources(100));
		awaitLive(1);
		assertThat(this.bus.subscriptions()).isGreaterThanOrEqualTo(100);
	}

	@Test
	void whenOneSourceIsNotGrantedThenNothingIsStreamed() throws Exception {
		JsonNode problem = problem(get("source=order:1&source=secret:1"), 403);
		assertThat(problem.get("source").asString()).isEqualTo("secret:1");
		assertThat(this.feeds.size()).isZero();
	}

	@Test
	void whenTheLogIsAwayThenTheClientIsToldToTryAgain() throws Exception {
		this.log.setAway(true);
		HttpResponse<String> response = get("source=order:1");
		problem(response, 503);
		assertThat(response.headers().firstValue("Retry-After")).contains("5");
		assertThat(this.feeds.size()).isZero();
	}

	private SseClient connect(String query, String... lastEventIds) {
		SseClient client = new SseClient(this.http, uri(query), lastEventIds);
		this.clients.add(client);
		return client;
	}

	private void awaitLive(int number) {
		Awaitility.await()
			.until(() -> this.feeds.size() == number && this.clients.stream().allMatch(SseClient::isConnected));
	}

	private HttpResponse<String> get(String query) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri(query)).header("Accept", "text/event-stream").build();
		return this.http.send(request, BodyHandlers.ofString());
	}

	private URI uri(String query) {
		return URI.create("http://localhost:" + this.port + "/live/feed/stream?" + query);
	}

	private static String sources(int number) {
		return IntStream.range(0, number).mapToObj((i) -> "source=order:" + i).collect(Collectors.joining("&"));
	}

	private static JsonNode problem(HttpResponse<String> response, int status) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		return JSON.readTree(response.body());
	}

	@Configuration(proxyBeanMethods = false)
	@Import(WebTestApplication.class)
	static class Application {

		@Bean
		FeedAuthorizer feedAuthorizer() {
			return new TestFeedAuthorizer();
		}

	}

}
