package io.github.dualstream.autoconfigure.actuator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Source;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.feed.Feed;
import io.github.dualstream.feed.FeedRequest;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisServer;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code /actuator/dualstream} over HTTP, on a real Kafka and a real Redis.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class DualStreamEndpointTests {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static KafkaServer kafka;

	private static RedisServer redis;

	private ConfigurableApplicationContext context;

	@BeforeAll
	static void startServers() {
		kafka = KafkaServer.start(Map.of("auto.create.topics.enable", "false"));
		redis = RedisServer.start();
	}

	@AfterAll
	static void stopServers() {
		redis.close();
		kafka.close();
	}

	@AfterEach
	void stopApplication() {
		this.context.close();
	}

	@Test
	void eachPartShowsItsState() throws Exception {
		start("--management.endpoints.web.exposure.include=dualstream", "--dual-stream.topics.events.partitions=2",
				"--dual-stream.topics.events.description=everything");
		this.context.getBean(DualStreamPublisher.class).publish(Event.of("order", "1", "order.placed", Map.of()));

		JsonNode all = json(get("/actuator/dualstream"));

		assertThat(all.propertyNames()).containsExactly("publisher", "dispatcher", "breaker", "topics", "consumers",
				"asyncapi", "own", "broken");
		assertThat(all.at("/publisher/running").booleanValue()).isTrue();
		assertThat(all.at("/publisher/defaultTopic").stringValue()).isEqualTo("events");
		assertThat(all.at("/publisher/inFlight").intValue()).isZero();
		// the first publish may have been slow
		await().untilAsserted(() -> assertThat(json(get("/actuator/dualstream/publisher")).get("level").stringValue())
			.isEqualTo("normal"));
		assertThat(all.at("/dispatcher/queueCapacity").intValue()).isEqualTo(10_000);
		assertThat(all.at("/breaker/state").stringValue()).isEqualTo("closed");
		assertThat(all.at("/topics/strategy").stringValue()).isEqualTo("create-only");
		assertThat(all.at("/topics/topics/0")).isEqualTo(JsonMapper.shared()
			.readTree("{\"name\":\"events\",\"description\":\"everything\",\"exists\":true,\"drift\":[]}"));
		assertThat(all.at("/own/answer").intValue()).isEqualTo(42);
		assertThat(all.at("/broken/error").stringValue()).contains("out of order");
		// the notification may have been sent only now, so its numbers differ
		assertThat(json(get("/actuator/dualstream/breaker")).propertyNames())
			.isEqualTo(all.get("breaker").propertyNames());
		assertThat(get("/actuator/dualstream/nothing").statusCode()).isEqualTo(404);
	}

	@Test
	void consumersAreShownWithTheirPartitionsAndCanBePaused() throws Exception {
		start("--management.endpoints.web.exposure.include=dualstream",
				"--management.endpoint.dualstream.access=unrestricted", "--dual-stream.kafka.topic=consumed",
				"--dual-stream.topics.consumed.partitions=2", "--dual-stream.consumer.lag.interval=100ms");
		this.context.getBean(DualStreamPublisher.class).publish(Event.of("order", "1", "order.placed", Map.of()));
		CountDownLatch release = new CountDownLatch(1);
		this.context.getBean(EventConsumers.class)
			.group("audit")
			.topic("consumed")
			.handler((event) -> release.await())
			.start();

		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			JsonNode group = json(get("/actuator/dualstream/consumers")).at("/groups/audit");
			assertThat(group.get("state").stringValue()).isEqualTo("running");
			assertThat(group.get("inFlight").intValue()).isOne();
			assertThat(group.get("lag").intValue()).isOne();
			assertThat(group.get("level").stringValue()).isEqualTo("normal");
			assertThat(group.get("partitions")).hasSize(2);
			assertThat(group.at("/partitions/0/partition").stringValue()).isEqualTo("consumed:0");
		});
		release.countDown();
		await().untilAsserted(
				() -> assertThat(json(get("/actuator/dualstream/consumers")).at("/groups/audit/lag").intValue())
					.isZero());

		assertThat(
				json(post("/actuator/dualstream/consumers/pause", "{\"argument\":\"audit\"}")).at("/groups/audit/state")
					.stringValue())
			.isEqualTo("paused");
		assertRefused(post("/actuator/dualstream/consumers/resume", "{\"argument\":\"nobody\"}"), 400,
				"'argument' of 'resume' of 'consumers'", "'nobody'", "[audit]");
		assertRefused(post("/actuator/dualstream/consumers/resume", "{}"), 400, "is missing: name a group");
	}

	@Test
	void deadLettersAreRefusedWithTheReason(CapturedOutput output) throws Exception {
		start("--management.endpoints.web.exposure.include=dualstreamdeadletters",
				"--management.endpoint.dualstreamdeadletters.access=unrestricted",
				"--dual-stream.kafka.topic=lettered");
		this.context.getBean(EventConsumers.class).group("audit").topic("lettered").handler((event) -> {
		}).start();
		String letters = "/actuator/dualstreamdeadletters/audit/lettered";
		await().untilAsserted(() -> assertThat(json(get(letters)).get("letters")).isEmpty());

		assertRefused(get("/actuator/dualstreamdeadletters/audit/nothing"), 404, "There is no topic 'nothing'");
		assertRefused(get("/actuator/dualstreamdeadletters/nobody/lettered"), 404,
				"Group 'nobody' has not read topic 'lettered'; the groups of this application are [audit]");
		assertRefused(post("/actuator/dualstreamdeadletters/nobody/lettered", "{\"action\":\"skip\"}"), 404, "nobody");
		assertRefused(get(letters + "?limit=-1"), 400, "'limit' must be from 1 to 10000");
		assertRefused(get(letters + "?limit=many"), 400, "'limit' must be a whole number");
		assertRefused(get(letters + "?position=here"), 400, "'position'");
		assertRefused(post(letters, "{\"action\":\"redrife\"}"), 400, "'action' must be 'redrive' or 'skip'");
		assertRefused(post(letters, "{}"), 400, "'action' must be 'redrive' or 'skip'");
		assertRefused(post(letters, "{\"action\":\"skip\",\"dryRun\":\"no\"}"), 400, "'dryRun' must be true or false");
		assertRefused(post(letters, "{\"action\":\"skip\",\"perSecond\":0,\"dryRun\":false}"), 400,
				"'perSecond' must be positive");
		assertRefused(post(letters, "{\"action\":\"skip\",\"dryRun\":false,\"key\":\"" + "x".repeat(1_000_000) + "\"}"),
				400, "'key' has 1000000 characters");
		assertThat(output).doesNotContain("x".repeat(100));
		assertThat(json(post(letters, "{\"action\":\"skip\",\"limit\":5,\"dryRun\":true}")).get("letters")).isEmpty();

		assertThat(get("/actuator/dualstreamdeadletters").body())
			.isEqualTo("{\"groups\":[{\"group\":\"audit\",\"topic\":\"lettered\",\"open\":0}]}");
		this.context.getBean(EventConsumers.class).get("audit").stop();
		assertThat(get("/actuator/dualstreamdeadletters").body())
			.isEqualTo("{\"groups\":[{\"group\":\"audit\",\"topic\":\"lettered\"}]}");
	}

	@Test
	void liveFeedsShowTheirState() throws Exception {
		start("--management.endpoints.web.exposure.include=dualstream", "--dual-stream.topics.events.partitions=2",
				"--dual-stream.web.enabled=true", "--dual-stream.web.allow-anonymous=true");
		FeedRequest request = FeedRequest.resume(Set.of(new Source("order", "1")), "no cursor", 0);
		try (Feed feed = this.context.getBean(Feeds.class).open(request, (changed) -> {
		})) {
			JsonNode feeds = json(get("/actuator/dualstream/feeds"));
			assertThat(feed.closed()).isNull();
			assertThat(feeds.at("/clients").intValue()).isOne();
			assertThat(feeds.at("/partitions").intValue()).isOne();
			assertThat(feeds.at("/channels").intValue()).isOne();
			assertThat(feeds.at("/resets/invalid").intValue()).isOne();
			assertThat(feeds.at("/repaired/interval").intValue()).isZero();
		}
		JsonNode feeds = json(get("/actuator/dualstream/feeds"));
		assertThat(feeds.at("/clients").intValue()).isZero();
		assertThat(feeds.at("/closed/client_left").intValue()).isOne();
	}

	@Test
	void whenNothingIsExposedThenTheEndpointIsNotThere() throws Exception {
		start();
		assertThat(get("/actuator/dualstream").statusCode()).isEqualTo(404);
	}

	@Test
	void whenAccessIsNotUnrestrictedThenNothingCanBeDone() throws Exception {
		start("--management.endpoints.web.exposure.include=dualstream", "--dual-stream.kafka.topic=untouched",
				"--dual-stream.topic-management.strategy=validate-only");
		assertThat(post("/actuator/dualstream/topics/apply", "{\"argument\":\"create-only\"}").statusCode())
			.isEqualTo(404);
		assertThat(json(get("/actuator/dualstream/topics")).at("/topics/0/exists").booleanValue()).isFalse();
	}

	@Test
	void whenAccessIsUnrestrictedThenAPlanCanBeMadeAndAppliedAndWhoDidItIsLogged(CapturedOutput output)
			throws Exception {
		start("--management.endpoints.web.exposure.include=dualstream",
				"--management.endpoint.dualstream.access=unrestricted", "--dual-stream.kafka.topic=applied",
				"--dual-stream.topics.applied.partitions=3", "--dual-stream.topic-management.strategy=validate-only");
		JsonNode plan = json(post("/actuator/dualstream/topics/plan", "{\"argument\":\"create-only\"}"));
		assertThat(plan.at("/steps/0").stringValue()).isEqualTo("create topic 'applied' with partitions 3");
		assertThat(topicNames()).doesNotContain("applied");
		assertThat(json(post("/actuator/dualstream/topics/apply", "{}")).get("done")).isEmpty();

		JsonNode applied = json(post("/actuator/dualstream/topics/apply", "{\"argument\":\"create-only\"}"));

		assertThat(applied.get("done")).isEqualTo(plan.get("steps"));
		assertThat(applied.get("failed")).isEmpty();
		assertThat(topicNames()).contains("applied");
		assertThat(output).contains("'apply' of 'topics' is called by mona, argument: create-only");
	}

	@Test
	void whenAnOperationMakesNoSenseThenItIsRefused(CapturedOutput output) throws Exception {
		start("--management.endpoints.web.exposure.include=dualstream",
				"--management.endpoint.dualstream.access=unrestricted");
		HttpResponse<String> refused = post("/actuator/dualstream/topics/apply",
				"{\"argument\":\"delete\\n2026 all\"}");
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(output).contains("argument: delete?2026 all");
		assertThat(refused.body()).contains("'argument' of 'apply' of 'topics': is not a strategy", "create-only");
		assertRefused(post("/actuator/dualstream/topics/delete", "{}"), 404, "there are [apply, plan]");
		assertRefused(post("/actuator/dualstream/nothing/apply", "{}"), 404, "no such part", "topics", "own");
		String large = "x".repeat(1_000_000);
		assertRefused(post("/actuator/dualstream/own/add", "{\"argument\":\"" + large + "\"}"), 400,
				"'argument' has 1000000 characters; at most 1024 are allowed");
		assertThat(output).doesNotContain("x".repeat(100));
		assertThat(json(post("/actuator/dualstream/own/add", "{\"argument\":\"1\"}")))
			.isEqualTo(JsonMapper.shared().readTree("{\"sum\":43}"));
	}

	@Test
	void outboxIsShownAndWhatWasGivenUpIsListedRetriedAndDiscarded(CapturedOutput output) throws Exception {
		start("--management.endpoints.web.exposure.include=dualstream", "--dual-stream.outbox.enabled=true",
				"--management.endpoint.dualstream.access=unrestricted",
				"--spring.datasource.url=jdbc:h2:mem:endpoint;DB_CLOSE_DELAY=-1");
		await().until(() -> json(get("/actuator/dualstream/outbox")).at("/relays/0/slots").intValue() == 64);
		long retried = giveUp("1");
		long discarded = giveUp("2");
		JsonNode status = json(get("/actuator/dualstream/outbox"));
		assertThat(status.get("failed").intValue()).isEqualTo(2);
		assertThat(status.get("pending").intValue()).isZero();
		assertThat(status.at("/relays/0/name").stringValue()).startsWith(ProcessHandle.current().pid() + "@");
		assertThat(status.at("/relays/0/remainingMillis").longValue()).isBetween(1L, 15_000L);

		JsonNode listed = json(post("/actuator/dualstream/outbox/list", "{\"argument\":\"" + retried + "\"}"));
		assertThat(listed.at("/failed")).hasSize(1);
		assertThat(listed.at("/failed/0/number").longValue()).isEqualTo(discarded);
		assertThat(listed.at("/failed/0/source").stringValue()).isEqualTo("order:2");
		assertThat(listed.at("/failed/0/cause").stringValue()).isEqualTo("not allowed");
		assertThat(json(post("/actuator/dualstream/outbox/discard", "{\"argument\":\"" + discarded + "\"}")))
			.isEqualTo(JsonMapper.shared().readTree("{\"discarded\":1}"));
		for (String wrong : new String[] { "{}", "{\"argument\":\"all\"}", "{\"argument\":\"" + discarded + "\"}" }) {
			assertRefused(post("/actuator/dualstream/outbox/discard", wrong), 400,
					"'argument' of 'discard' of 'outbox'");
		}
		assertThat(json(post("/actuator/dualstream/outbox/retry", "{\"argument\":\"all\"}")))
			.isEqualTo(JsonMapper.shared().readTree("{\"retried\":1}"));
		await().until(() -> json(get("/actuator/dualstream/outbox")).get("pending").intValue() == 0);
		assertThat(json(get("/actuator/dualstream/outbox")).get("failed").intValue()).isZero();
		assertThat(output).contains("'discard' of 'outbox' is called by mona, argument: " + discarded);
	}

	private static void assertRefused(HttpResponse<String> response, int status, String... reasons) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(JsonMapper.shared().readTree(response.body()).get("error").stringValue()).contains(reasons);
	}

	/** As the relay does with an event that Kafka does not take. */
	private long giveUp(String order) {
		JdbcTemplate jdbc = this.context.getBean(JdbcTemplate.class);
		jdbc.update("insert into dual_stream_outbox (slot, status, stored_at, id, aggregatetype, aggregateid, type,"
				+ " payload, event_time, failure) values (0, 'FAILED', 0, ?, 'order', ?, 'order.placed', '{}',"
				+ " '2026-01-01T00:00:00Z', 'not allowed')", "event-" + order, order);
		return jdbc.queryForObject("select seq from dual_stream_outbox where aggregateid = ?", Long.class, order);
	}

	private static Set<String> topicNames() throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
			return admin.listTopics().names().get();
		}
	}

	private void start(String... arguments) {
		String[] all = Stream
			.concat(Stream.of("--server.port=0", "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
					"--spring.data.redis.port=" + redis.port()), Stream.of(arguments))
			.toArray(String[]::new);
		this.context = new SpringApplicationBuilder(Application.class).run(all);
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return HTTP.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return HTTP.send(HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.context.getEnvironment().getProperty("local.server.port") + path);
	}

	private static JsonNode json(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Filter authenticated() {
			return (request, response, chain) -> chain
				.doFilter(new HttpServletRequestWrapper((HttpServletRequest) request) {

					@Override
					public Principal getUserPrincipal() {
						return () -> "mona";
					}

				}, response);
		}

		@Bean
		StatusContributor own() {
			return new StatusContributor() {

				@Override
				public String name() {
					return "own";
				}

				@Override
				public Object status() {
					return Map.of("answer", 42);
				}

				@Override
				public Map<String, StatusOperation> operations() {
					return Map.of("add", (argument) -> Map.of("sum", 42 + Integer.parseInt(argument)));
				}

			};
		}

		@Bean
		StatusContributor broken() {
			return new StatusContributor() {

				@Override
				public String name() {
					return "broken";
				}

				@Override
				public Object status() {
					throw new IllegalStateException("out of order");
				}

			};
		}

	}

}
