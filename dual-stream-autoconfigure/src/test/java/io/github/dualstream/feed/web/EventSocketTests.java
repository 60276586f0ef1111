package io.github.dualstream.feed.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.InMemoryBus;
import io.github.dualstream.feed.InMemoryLog;
import io.github.dualstream.transport.Notification;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for {@link EventSocketController}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "dual-stream.web.enabled=true", "dual-stream.web.heartbeat=200ms",
				"dual-stream.web.allowed-origins=https://page.example", "dual-stream.web.max-connections=20",
				"dual-stream.web.max-message-size=8KB", "dual-stream.feed.buffer-capacity=4",
				"dual-stream.feed.slow-client-timeout=1s", "server.tomcat.threads.max=10",
				"dual-stream.web.subscribe-timeout=3s" })
@DirtiesContext
class EventSocketTests {

	private static final int NOT_CONSISTENT = 1007;

	private final String sourceId = UUID.randomUUID().toString();

	private final List<SocketClient> clients = new ArrayList<>();

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
	void leave() throws IOException {
		this.log.setAway(false);
		for (SocketClient client : this.clients) {
			client.close();
		}
		Awaitility.await().until(() -> this.feeds.size() == 0 && this.limits.size() == 0);
	}

	@Test
	void sendsHistoryAndThenWhatHappensLive() throws IOException {
		Position first = this.events.append(this.sourceId, "e-1");
		SocketClient client = connect().send(subscribe(this.sourceId));
		Awaitility.await().until(() -> !client.messages("live").isEmpty());
		Position second = this.events.publish(this.sourceId, "e-2");
		Awaitility.await().until(() -> client.ids().size() == 2);
		assertThat(client.messages()).extracting(JsonNode::toString)
			.containsExactly(
					"{\"event\":\"subscribed\",\"subscription\":1,\"data\":{\"sources\":[\"order:" + this.sourceId
							+ "\"]}}",
					event("events~1@first:0:" + (first.offset() + 1), "e-1", first),
					"{\"event\":\"live\",\"subscription\":1,\"id\":\"events~1@first:0:" + (first.offset() + 1)
							+ "\",\"data\":{}}",
					event("events~1@first:0:" + (second.offset() + 1), "e-2", second));
	}

	private String event(String cursor, String id, Position position) {
		return "{\"event\":\"event\",\"subscription\":1,\"id\":\"" + cursor + "\",\"data\":"
				+ WebTestEvents.data(this.sourceId, id, position) + "}";
	}

	@Test
	void whenAClientComesBackWithItsCursorThenItGetsWhatItMissedAndNothingTwice() throws IOException {
		IntStream.range(0, 5).forEach((i) -> this.events.append(this.sourceId, "e-" + i));
		SocketClient first = connect().send(subscribe(this.sourceId));
		Awaitility.await().until(() -> first.ids().size() == 5);
		String cursor = first.messages("event").get(4).get("id").asString();
		first.close();
		IntStream.range(5, 10).forEach((i) -> this.events.append(this.sourceId, "e-" + i));
		SocketClient second = connect()
			.send("{\"subscribe\":[\"order:" + this.sourceId + "\"],\"after\":\"" + cursor + "\"}");
		Awaitility.await().until(() -> !second.messages("live").isEmpty());
		this.events.publish(this.sourceId, "e-10");
		Awaitility.await().until(() -> second.ids().size() == 6);
		assertThat(second.ids()).containsExactly("e-5", "e-6", "e-7", "e-8", "e-9", "e-10");
	}

	@ParameterizedTest
	@CsvSource({ "x,invalid", "events~1@first:0:99999,ahead", "other~1:0:100,foreign" })
	void whenTheCursorIsOfNoUseThenTheClientIsToldAndBeginsAnew(String cursor, String reason) throws IOException {
		this.events.append(this.sourceId, "e-0");
		SocketClient client = connect()
			.send("{\"subscribe\":[\"order:" + this.sourceId + "\"],\"after\":\"" + cursor + "\"}");
		Awaitility.await().until(() -> client.ids().size() == 1);
		assertThat(client.messages("reset")).singleElement()
			.satisfies((reset) -> assertThat(reset.at("/data/reason").asString()).isEqualTo(reason));
	}

	@Test
	void sourcesComeAndGoOnOneConnection() throws IOException {
		String other = this.sourceId + "-other";
		SocketClient client = connect().send(subscribe(this.sourceId, other)).send(subscribe(this.sourceId + "-third"));
		Awaitility.await().until(() -> client.messages("live").size() == 2);
		client.send("{\"unsubscribe\":[\"order:" + this.sourceId + "\"]}");
		Awaitility.await().until(() -> client.messages("unsubscribed").size() == 1);
		this.events.publish(this.sourceId, "no");
		this.events.publish(other, "yes-1");
		this.events.publish(this.sourceId + "-third", "yes-2");
		Awaitility.await().until(() -> client.ids().size() == 2);
		assertThat(client.ids()).containsExactlyInAnyOrder("yes-1", "yes-2");
		assertThat(client.messages("event")).extracting((message) -> message.get("subscription").asInt())
			.containsExactlyInAnyOrder(1, 2);
		client.send("{\"unsubscribe\":[\"order:" + other + "\"]}");
		Awaitility.await().until(() -> this.feeds.size() == 1);
	}

	@Test
	void whenTheContentIsFullThenTheWholeEventIsSent() throws IOException {
		this.events.append(this.sourceId, "e-1");
		SocketClient client = connect()
			.send("{\"subscribe\":[\"order:" + this.sourceId + "\"],\"content\":\"full\",\"history\":1}");
		Awaitility.await().until(() -> client.ids().size() == 1);
		assertThat(client.messages("event").get(0).at("/data/payload/amount").asInt()).isOne();
	}

	@Test
	void aSilentConnectionHasHeartbeatsWithACursor() throws IOException {
		SocketClient client = connect().send(subscribe(this.sourceId));
		Awaitility.await().until(() -> client.messages("heartbeat").size() >= 2);
		assertThat(client.messages("heartbeat").get(1).get("id").asString()).startsWith("events~1@first:0:");
	}

	@Test
	void whenASourceIsNotGrantedThenThatSubscriptionIsRefusedAndTheOthersGoOn() throws IOException {
		SocketClient client = connect().send(subscribe(this.sourceId)).send("{\"subscribe\":[\"secret:1\"]}");
		Awaitility.await().until(() -> client.messages("problem").size() == 1);
		assertThat(client.messages("problem").get(0).at("/data/status").asInt()).isEqualTo(403);
		assertThat(client.messages("problem").get(0).at("/data/source").asString()).isEqualTo("secret:1");
		this.events.publish(this.sourceId, "e-1");
		Awaitility.await().until(() -> client.ids().size() == 1);
	}

	@Test
	void whenAPermissionExpiresAndIsNotRenewedThenThatSubscriptionEnds() throws IOException {
		SocketClient client = connect().send("{\"subscribe\":[\"temporary:" + this.sourceId + "\"]}");
		Awaitility.await().until(() -> client.messages("reset").size() == 1);
		assertThat(client.messages("reset").get(0).at("/data/reason").asString()).isEqualTo("forbidden");
		assertThat(this.feeds.size()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"subscribe":[]}                              | subscribe   | names no source
			{"subscribe":["order"]}                       | subscribe   | has no colon
			{"subscribe":[null]}                          | subscribe   | null
			{"unsubscribe":["order"]}                     | unsubscribe | has no colon
			{"subscribe":["order:1"],"history":-1}        | history     | from 0 to 1000
			{"subscribe":["order:1"],"content":"all"}     | content     | neither light nor full
			""")
	void badInputIsAProblemThatNamesTheParameter(String message, String parameter, String detail) throws IOException {
		SocketClient client = connect().send(message);
		Awaitility.await().until(() -> client.messages("problem").size() == 1);
		JsonNode problem = client.messages("problem").get(0).get("data");
		assertThat(problem.get("status").asInt()).isEqualTo(400);
		assertThat(problem.get("parameter").asString()).isEqualTo(parameter);
		assertThat(problem.get("detail").asString()).contains(detail);
	}

	@Test
	void whenTheLogIsAwayThenTheClientIsToldToTryAgain() throws IOException {
		this.log.setAway(true);
		SocketClient client = connect().send(subscribe(this.sourceId));
		Awaitility.await().until(() -> client.messages("problem").size() == 1);
		assertThat(client.messages("problem").get(0).at("/data/status").asInt()).isEqualTo(503);
	}

	@Test
	void whenAConnectionWatchesTooManySourcesThenNoMoreAreAdded() throws IOException {
		SocketClient client = connect().send(subscribe(IntStream.range(0, 60).mapToObj((i) -> "a" + i)))
			.send(subscribe(IntStream.range(0, 41).mapToObj((i) -> "b" + i)));
		Awaitility.await().until(() -> client.messages("problem").size() == 1);
		assertThat(client.messages("problem").get(0).at("/data/detail").asString()).contains("more than 100 sources");
		client.send(subscribe(IntStream.range(0, 40).mapToObj((i) -> "b" + i)));
		Awaitility.await().until(() -> client.messages("subscribed").size() == 2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "[]", "null", "{}", "{\"subscribe\":\"order:1\"}", "{\"subscribe\":[\"order:1\"",
			"{\"subscribe\":[\"order:1\"],\"unsubscribe\":[\"order:1\"]}", "{\"subscribe\":[\"order:1\"],\"x\":1}",
			"{\"subscribe\":[\"order:1\"]} {}", "{\"subscribe\":[\"order:1\"],\"history\":\"many\"}" })
	void whatIsNoRequestEndsTheConnection(String message) throws Exception {
		assertThat(connect().send(message).end().get()).isEqualTo(NOT_CONSISTENT);
	}

	@Test
	void aBinaryFrameEndsTheConnection() throws Exception {
		assertThat(connect().send(SocketClient.BINARY, true, new byte[3]).end().get()).isEqualTo(1003);
	}

	@Test
	void whatIsNotUtf8EndsTheConnection() throws Exception {
		byte[] overlong = { (byte) 0xc0, (byte) 0xaf };
		assertThat(connect().send(SocketClient.TEXT, true, overlong).end().get()).isEqualTo(NOT_CONSISTENT);
	}

	@Test
	void aMessageThatIsTooLargeEndsTheConnection() throws Exception {
		assertThat(connect().send("x".repeat(4097)).end().get()).isEqualTo(1009);
	}

	@Test
	void endlessFragmentsEndTheConnection() throws Exception {
		SocketClient client = connect().send(SocketClient.TEXT, false, new byte[] { 'x' });
		byte[] fragment = "x".repeat(100).getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < 41; i++) {
			client.send(SocketClient.CONTINUATION, false, fragment);
		}
		assertThat(client.end().get()).isEqualTo(1009);
	}

	@Test
	void aFloodOfSubscriptionsEndsTheConnection() throws Exception {
		SocketClient client = connect();
		for (int i = 0; i < 21; i++) {
			client.send(subscribe("flood-" + i));
		}
		assertThat(client.end().get()).isEqualTo(1008);
	}

	@ParameterizedTest
	@CsvSource({ "rubbish,1007", "binary,1003", "not-utf8,", "too-large,", "flood,1008" })
	void whenRubbishFollowsASubscriptionThenItsAnswerIsSentBeforeTheClose(String rubbish, @Nullable Integer code)
			throws Exception {
		for (int i = 0; i < 10; i++) {
			SocketClient client = connect().send(subscribe(this.sourceId));
			switch (rubbish) {
				case "rubbish" -> client.send("x");
				case "binary" -> client.send(SocketClient.BINARY, true, new byte[3]);
				case "not-utf8" -> client.send(SocketClient.TEXT, true, new byte[] { (byte) 0xc0, (byte) 0xaf });
				case "too-large" -> client.send("x".repeat(4097));
				default -> {
					for (int number = 0; number < 20; number++) {
						client.send(subscribe(this.sourceId));
					}
				}
			}
			int end = client.end().get();
			int answers = rubbish.equals("flood") ? 20 : 1;
			// where the web server itself closes, it may wait neither for its own close
			// frame
			// nor for what is being sent
			assertThat(end).isEqualTo((code != null) ? code : end);
			assertThat(client.messages("subscribed")).hasSizeBetween((code != null) ? answers : 0, answers);
			client.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "failing", "faulty" })
	void whenTheAuthorizerFailsThenTheSubscriptionIsRefusedAndNothingOfItIsLeft(String type) throws Exception {
		for (int i = 0; i < 30; i++) {
			SocketClient client = connect().send("{\"subscribe\":[\"" + type + ":" + i + "\"]}");
			Awaitility.await().until(() -> client.messages("problem").size() == 1);
			assertThat(client.messages("problem").get(0).at("/data/status").asInt()).isEqualTo(503);
			assertThat(this.feeds.size()).isZero();
			client.close();
			Awaitility.await().until(() -> this.limits.size() == 0);
		}
		Awaitility.await().until(() -> this.feeds.size() == 0 && this.limits.size() == 0);
		assertThat(connect().status()).isEqualTo("101");
	}

	@Test
	void aConnectionWithoutASubscriptionHasSignsOfLifeAndEnds() throws Exception {
		SocketClient client = connect();
		assertThat(client.end().get()).isEqualTo(1008);
		assertThat(client.heartbeats()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aFloodOfControlFramesOrEmptyFragmentsEndsTheConnection(boolean pings) throws Exception {
		assumeTrue(countsFrames());
		SocketClient flooding = connect().send(subscribe(this.sourceId));
		if (pings) {
			flooding.flood(SocketClient.PING, true, 0);
		}
		else {
			flooding.send(SocketClient.TEXT, false, new byte[0]);
			flooding.flood(SocketClient.CONTINUATION, false, 0);
		}
		assertThat(flooding.end().get()).isIn(1008, -1);
		Awaitility.await().until(() -> this.limits.size() == 0);
	}

	@Test
	void whenClientsSendPingsAndDoNotReadThenTheyHoldUpNobodyElseAndAreDisconnected() throws Exception {
		assumeTrue(countsFrames());
		SocketClient other = connect().send(subscribe(this.sourceId));
		List<Thread> senders = new ArrayList<>();
		for (int i = 0; i < 15; i++) {
			SocketClient frozen = SocketClient.handshake(this.port, "/events/ws",
					"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");
			this.clients.add(frozen);
			assertThat(frozen.status()).isEqualTo("101");
			Thread sender = new Thread(() -> frozen.flood(SocketClient.PING, true, 125));
			sender.start();
			senders.add(sender);
		}
		Awaitility.await().until(() -> this.limits.size() == 1);
		this.events.publish(this.sourceId, "e-1");
		Awaitility.await().until(() -> other.ids().size() == 1);
		for (SocketClient client : this.clients) {
			client.close();
		}
		for (Thread sender : senders) {
			sender.join();
		}
	}

	@Test
	void framesAreNotCompressedByDefault() throws IOException {
		assertThat(connect("Sec-WebSocket-Extensions: permessage-deflate").headers())
			.noneMatch((header) -> header.startsWith("Sec-WebSocket-Extensions"));
	}

	@Test
	void aFewPingsHoldUpNobodyElse() throws Exception {
		SocketClient flooding = connect();
		SocketClient other = connect().send(subscribe(this.sourceId));
		for (int i = 0; i < 100; i++) {
			flooding.send(SocketClient.PING, true, new byte[100]);
		}
		this.events.publish(this.sourceId, "e-1");
		Awaitility.await().until(() -> other.ids().size() == 1);
	}

	@Test
	void aClientThatReadsNothingIsDisconnectedAndTheOthersGoOn() throws Exception {
		SocketClient frozen = SocketClient.handshake(this.port, "/events/ws",
				"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");
		this.clients.add(frozen);
		SocketClient other = connect().send(subscribe(this.sourceId));
		frozen.send("{\"subscribe\":[\"order:" + this.sourceId + "\"],\"content\":\"full\"}");
		Awaitility.await().until(() -> this.feeds.size() == 2 && !other.messages("live").isEmpty());
		// more than the buffers of both ends of a connection take
		IntStream.range(0, 200).forEach((i) -> publishLarge("e-" + i));
		Awaitility.await().until(() -> this.feeds.size() == 1);
		Awaitility.await().until(() -> other.ids().size() == 200);
		Awaitility.await().until(() -> this.limits.size() == 1);
	}

	private void publishLarge(String eventId) {
		Event event = Event.builder()
			.id(eventId)
			.source("order", this.sourceId)
			.type("order.placed")
			.data(JsonData.of("\"" + "x".repeat(100_000) + "\""))
			.build();
		this.bus.publish(List.of(Notification.of(event, this.log.append(event), null)));
	}

	@Test
	void aForeignOriginIsRefusedButNotANamedOneOrTheSame() throws IOException {
		assertThat(connect("Origin: https://evil.example").status()).isEqualTo("403");
		assertThat(connect("Origin: https://page.example").status()).isEqualTo("101");
		assertThat(connect("Origin: http://localhost:" + this.port).status()).isEqualTo("101");
	}

	@Test
	void whenThereAreTooManyConnectionsThenNoFurtherOneIsTakenUntilOneLeaves() throws IOException {
		for (int i = 0; i < 20; i++) {
			assertThat(connect().send(subscribe(this.sourceId)).status()).isEqualTo("101");
		}
		assertThat(connect().status()).isEqualTo("503");
		this.clients.get(0).close();
		Awaitility.await().until(() -> this.limits.size() == 19);
		assertThat(connect().status()).isEqualTo("101");
	}

	@Test
	void aHandshakeThatFailsTakesNoPlace() throws IOException {
		this.clients.add(SocketClient.handshake(this.port, "/events/ws"));
		assertThat(this.clients.get(0).status()).isEqualTo("400");
		assertThat(this.limits.size()).isZero();
	}

	@Test
	void aPlainRequestIsToldToUpgrade() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/events/ws"))
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(426);
		assertThat(response.headers().firstValue("Upgrade")).contains("websocket");
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
	}

	@Test
	void whenTheApplicationStopsThenClientsAreToldToComeBack() throws Exception {
		SocketClient client = connect().send(subscribe(this.sourceId));
		Awaitility.await().until(() -> !client.messages("live").isEmpty());
		this.feeds.stop();
		try {
			assertThat(client.end().get()).isEqualTo(1012);
		}
		finally {
			this.feeds.start();
		}
	}

	boolean countsFrames() {
		return true;
	}

	private SocketClient connect(String... headers) throws IOException {
		SocketClient client = SocketClient.connect(this.port, "/events/ws", headers);
		this.clients.add(client);
		return client;
	}

	private static String subscribe(String... sourceIds) {
		return subscribe(Arrays.stream(sourceIds));
	}

	private static String subscribe(Stream<String> sourceIds) {
		return sourceIds.map((id) -> "\"order:" + id + "\"").collect(Collectors.joining(",", "{\"subscribe\":[", "]}"));
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
