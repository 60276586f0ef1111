package io.github.dualstream.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.dualstream.consumer.DeadLetterFilter;
import io.github.dualstream.consumer.DeadLetters;
import io.github.dualstream.projection.Projections;
import io.github.dualstream.topic.Topics;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the sample does on each log and bus, end to end. The same tests run on all of
 * them.
 */
@Timeout(60)
abstract class SampleEngineTests {

	private static final JsonMapper JSON = new JsonMapper();

	private final String repository = "Octocat/" + UUID.randomUUID();

	@LocalServerPort
	private int port;

	private SampleClient sample;

	/** Health components of log and bus, and their names on the page. */
	abstract Map<String, String> engines();

	@BeforeEach
	final void connect() {
		this.sample = new SampleClient(this.port);
	}

	@Test
	void aDeliveryIsInTheHistoryOfEachOfItsSources() {
		JsonNode accepted = this.sample.deliver(this.repository);
		JsonNode history = this.sample.events("repo:" + this.repository);
		assertThat(history).hasSize(1);
		JsonNode event = history.get(0);
		assertThat(event.get("id")).isEqualTo(accepted.at("/events/0/id"));
		assertThat(event.get("position")).isEqualTo(accepted.at("/events/0/position"));
		assertThat(event.get("payload")).isEqualTo(JSON.readTree(SampleClient.push(this.repository)));
		assertThat(this.sample.events("user:mona")).extracting((other) -> other.get("id"))
			.contains(accepted.at("/events/1/id"));
	}

	@Test
	void aDeliveryIsStreamedLiveToWhoWatchesItsRepositoryAndTheStreamResumesWhereItEnded() throws Exception {
		String cursor;
		try (Stream<String> lines = stream("")) {
			JsonNode accepted = this.sample.deliver(this.repository);
			List<String> event = lines.filter((line) -> line.matches("(id|data):.*")).limit(2).toList();
			assertThat(data(event.get(1)).get("id")).isEqualTo(accepted.at("/events/0/id"));
			cursor = event.get(0).substring("id:".length()).strip();
		}
		JsonNode missed = this.sample.deliver(this.repository);
		try (Stream<String> lines = stream("&lastEventId=" + cursor)) {
			String event = lines.filter((line) -> line.startsWith("data:")).findFirst().orElseThrow();
			assertThat(data(event).get("id")).isEqualTo(missed.at("/events/0/id"));
		}
	}

	private Stream<String> stream(String parameters) throws Exception {
		URI uri = URI.create(
				"http://localhost:%d/events/stream?source=repo:%s%s".formatted(this.port, this.repository, parameters));
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofLines())
			.body();
	}

	private static JsonNode data(String line) {
		return JSON.readTree(line.substring("data:".length()));
	}

	@Test
	void aDeliveryReachesAWebSocket() throws Exception {
		Messages messages = new Messages();
		WebSocket socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create("ws://localhost:" + this.port + "/events/ws"), messages)
			.join();
		try {
			socket.sendText("{\"subscribe\": [\"repo:" + this.repository + "\"]}", true).join();
			messages.next("subscribed");
			JsonNode accepted = this.sample.deliver(this.repository);
			assertThat(messages.next("event").at("/data/id")).isEqualTo(accepted.at("/events/0/id"));
		}
		finally {
			socket.abort();
		}
	}

	@Test
	void whenADeliveryIsRepeatedThenItIsCountedOnce() {
		String delivery = UUID.randomUUID().toString();
		this.sample.deliver(delivery, this.repository);
		this.sample.deliver(delivery, this.repository);
		this.sample.deliver(this.repository);
		this.sample.awaitTotal(this.repository, 2);
		assertThat(this.sample.stats(this.repository).get("types").properties())
			.containsExactly(Map.entry("github.push", JSON.getNodeFactory().numberNode(2)));
	}

	@Test
	void whatTheDatabaseRefusesIsADeadLetterAndIsCountedOnceItIsRedriven(@Autowired JdbcClient jdbc,
			@Autowired DeadLetters letters) {
		DeadLetterFilter filter = DeadLetterFilter.of("sample-app", "github-events").withKey(this.repository);
		jdbc.sql("alter table repository_events add constraint refused check (repository <> '" + this.repository + "')")
			.update();
		try {
			this.sample.deliver(this.repository);
			await().untilAsserted(() -> assertThat(letters.list(filter, 10)).hasSize(1));
			assertThat(this.sample.stats(this.repository).get("total").intValue()).isZero();
		}
		finally {
			jdbc.sql("alter table repository_events drop constraint refused").update();
		}
		letters.redrive(filter, 10, 100);
		this.sample.awaitTotal(this.repository, 1);
		await().untilAsserted(() -> assertThat(letters.list(filter, 10)).isEmpty());
	}

	@Test
	void theEventsOfAnOrderAndItsSagaComeOutOfTheOutbox() {
		JsonNode placed = JSON
			.readTree(this.sample.post("/orders", "{\"item\": \"red bicycle\", \"total\": 99.95}").getBody());
		String source = "order:" + placed.get("id").stringValue();
		await().untilAsserted(() -> assertThat(this.sample.events(source)).extracting((event) -> event.get("id"))
			.hasSize(4)
			.startsWith(placed.get("eventId")));
		await().untilAsserted(() -> assertThat(this.sample.get("/orders/outbox").get("pending").intValue()).isZero());
	}

	@Test
	void aPlacedOrderAnswersWithACursorThatTheSummaryWaitsForAndTheFeedResumesAfter(@Autowired JdbcClient jdbc) {
		ResponseEntity<String> placed = this.sample.post("/orders", "{\"item\": \"green helmet\", \"total\": 5}");
		JsonNode order = JSON.readTree(placed.getBody());
		String cursor = order.get("position").stringValue();
		assertThat(placed.getHeaders().getETag()).isEqualTo('"' + cursor + '"');
		assertThat(this.sample.summaryWith("W/\"" + cursor + '"').getStatusCode()).isEqualTo(HttpStatus.OK);
		assertThat(jdbc.sql("select count(*) from order_summary where id = ?")
			.param(order.get("id").stringValue())
			.query(Integer.class)
			.single()).isEqualTo(1);
		await().untilAsserted(() -> assertThat(this.sample
			.get("/events?source={source}&after={after}", "order:" + order.get("id").stringValue(), cursor)
			.get("events")).extracting(SampleEngineTests::type)
			.containsExactly("order.stock-reserved", "order.paid", "order.completed"));
	}

	@Test
	void theSummaryIncludesAnOrderOnceItIsAskedForItsPositionAndIsTheSameAfterARebuild(
			@Autowired Projections projections) {
		JsonNode before = this.sample.get("/orders/summary");
		String source = "order:"
				+ JSON.readTree(this.sample.post("/orders", "{\"item\": \"unpaid bell\", \"total\": 5}").getBody())
					.get("id")
					.stringValue();
		await().untilAsserted(() -> assertThat(this.sample.events(source)).extracting(SampleEngineTests::type)
			.contains("order.cancelled"));
		JsonNode events = this.sample.events(source);
		String position = events.get(events.size() - 1).get("position").stringValue();
		JsonNode after = JSON.readTree(this.sample.summaryWith('"' + position + '"').getBody());
		assertThat(after.get("cancelled").intValue()).isGreaterThan(before.get("cancelled").intValue());
		assertThat(after.get("placed").intValue()).isGreaterThan(before.get("placed").intValue());
		int generation = projections.generation(OrderSummary.NAME);
		this.sample.post("/orders/summary/rebuild", "");
		await().until(() -> projections.generation(OrderSummary.NAME) > generation);
		await().untilAsserted(() -> assertThat(this.sample.get("/orders/summary").get("cancelled").intValue())
			.isGreaterThanOrEqualTo(after.get("cancelled").intValue()));
	}

	private static String type(JsonNode event) {
		return event.get("type").stringValue();
	}

	@Test
	void topicsHaveTheConfiguredPartitions(@Autowired Topics topics) {
		assertThat(topics.describe().get("github-events").settings().partitions()).isEqualTo(6);
		assertThat(topics.describe().get("orders").settings().partitions()).isEqualTo(3);
	}

	@Test
	void healthIsUpAndShowsTheEngines() {
		JsonNode health = this.sample.get("/actuator/health");
		assertThat(health.get("status").stringValue()).isEqualTo("UP");
		assertThat(health.at("/components/dualStream/components").propertyNames())
			.filteredOn((part) -> part.matches("kafka|redis|jetstream|nats|redisStreams|memory.+"))
			.containsExactlyInAnyOrderElementsOf(engines().keySet());
	}

	@Test
	void publishesAndNotificationsAreMeasured() {
		this.sample.deliver(this.repository);
		await().untilAsserted(() -> assertThat(this.sample.text("/actuator/prometheus"))
			.containsPattern("dual_stream_publish_seconds_count\\{.*outcome=\"success\".*topic=\"github-events\"")
			.containsPattern("dual_stream_redis_notifications_total\\{outcome=\"sent\".*} [1-9]"));
	}

	@Test
	@EnabledIf(value = "io.github.dualstream.sample.Browser#isInstalled",
			disabledReason = "needs " + Browser.CHROMIUM + " and " + Browser.CHROMEDRIVER)
	void thePageShowsTheEnginesAndALiveEvent(@TempDir Path profile) {
		try (Browser browser = new Browser(profile)) {
			browser.open("http://localhost:" + this.port + "/#repo:" + this.repository);
			await().until(() -> browser.text("#state-feed").contains("live"));
			this.sample.deliver(this.repository);
			await().untilAsserted(() -> {
				assertThat(browser.texts("#list summary")).hasSize(1);
				assertThat(browser.texts("#state-log, #state-bus")).containsExactlyInAnyOrderElementsOf(
						engines().values().stream().map((name) -> name + " up").toList());
			});
			assertThat(browser.complaints()).isEmpty();
		}
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(30));
	}

	private static final class Messages implements WebSocket.Listener {

		private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

		private final StringBuilder message = new StringBuilder();

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
			this.message.append(part);
			if (last) {
				this.messages.add(this.message.toString());
				this.message.setLength(0);
			}
			socket.request(1);
			return null;
		}

		/** The next message of a kind; others, such as heartbeats, may come before. */
		JsonNode next(String kind) throws InterruptedException {
			while (true) {
				String next = this.messages.poll(30, TimeUnit.SECONDS);
				assertThat(next).as("a message of the kind " + kind).isNotNull();
				JsonNode message = JSON.readTree(next);
				if (message.get("event").stringValue().equals(kind)) {
					return message;
				}
			}
		}

	}

}
