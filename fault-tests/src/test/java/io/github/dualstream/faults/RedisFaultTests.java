package io.github.dualstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.harness.MachineStalls;
import io.github.dualstream.test.RedisMessages;
import io.github.dualstream.test.RedisServer;
import io.github.dualstream.harness.TcpProxy;
import io.github.dualstream.harness.history.Outcome;
import io.github.dualstream.harness.history.Phase;
import io.github.dualstream.harness.history.PublishUnaffected;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Redis in trouble: publishing goes on as before, and notifications come back by
 * themselves.
 */
@Tag("faults")
class RedisFaultTests {

	private static final Duration BACK = Duration.ofSeconds(5);

	/** The figures are 0.95 and 1 ms; what is here is for a noisy machine. */
	private static final PublishUnaffected UNAFFECTED = new PublishUnaffected(0.5, Duration.ofMillis(200));

	private static final int TAKES = 5;

	private static final int ACKNOWLEDGEMENTS = 500;

	private static KafkaServer kafka;

	@TempDir
	private Path folder;

	private RedisServer redis;

	private TcpProxy proxy;

	private Service service;

	private String name;

	@BeforeAll
	static void startKafka() {
		kafka = KafkaServer.start();
	}

	@AfterAll
	static void stopKafka() {
		kafka.close();
	}

	@BeforeEach
	void startRedis() {
		startRedis(new String[0]);
	}

	@AfterEach
	void stop() {
		if (this.service != null) {
			this.service.close();
		}
		stopRedis();
	}

	@Test
	void whenRedisIsKilledOrTheNetworkFailsThenPublishIsUnaffectedAndNotificationsComeBack() {
		start("redis-away", Map.of());
		List<Phase> troubled = new ArrayList<>();
		this.service.phase("warm-up", ACKNOWLEDGEMENTS / 2);
		Phase healthy = undisturbed(() -> this.service.phase("healthy", ACKNOWLEDGEMENTS));
		troubled.add(undisturbed(this::killed));
		try (RedisMessages messages = subscribe()) {
			await("notifications arrive again").atMost(BACK).until(() -> !messages.messages().isEmpty());
			for (NetworkFault fault : NetworkFault.values()) {
				troubled.add(undisturbed(() -> suffered(fault)));
			}
			assertUnaffected(healthy, troubled).assertReceived(messages);
		}
	}

	@Test
	void whenRedisHangsThenPublishIsUnaffectedAtFullSpeed() {
		start("redis-hung", Map.of("workload.rate", "0"));
		this.service.phase("warm-up", 3_000);
		Phase healthy = undisturbed(() -> this.service.phase("healthy", 6_000));
		Phase hung = undisturbed(this::hung);
		assertUnaffected(healthy, List.of(hung));
	}

	@Test
	void whenRedisIsOutOfMemoryThenNotificationsAreStillSent() {
		stopRedis();
		startRedis("--maxmemory", "1");
		try (RedisClient client = RedisClient.create("redis://" + this.redis.host() + ":" + this.redis.port())) {
			assertThatExceptionOfType(RedisCommandExecutionException.class)
				.isThrownBy(() -> client.connect().sync().set("key", "value"))
				.withMessageContaining("OOM");
		}
		start("redis-full", Map.of());
		try (RedisMessages messages = subscribe()) {
			this.service.phase("Redis was out of memory", ACKNOWLEDGEMENTS);
			this.service.finish();
			Evidence evidence = evidence().assertReceived(messages);
			assertThat(this.service.samples()).extracting(Sample::circuit).containsOnly("closed");
			assertThat(this.service.sample().notifications().sent()).isEqualTo(evidence.operations().size());
		}
	}

	@Test
	void whenRedisIsAbsentAtStartThenTheApplicationStartsAllTheSame() {
		Duration usual = startingTime("redis-present");
		this.service.close();
		this.redis.kill();
		Duration absent = startingTime("redis-absent");
		System.out.printf("start without Redis: %d ms, with Redis: %d ms%n", absent.toMillis(), usual.toMillis());
		// the figure is 2 s more; what comes on top is for a noisy machine
		assertThat(absent).isLessThan(usual.plusSeconds(2).plus(usual));
		this.service.phase("Redis was absent", 200);
		this.redis.restart();
		awaitNotifications("Redis was absent");
		this.service.finish();
		evidence();
	}

	private Duration startingTime(String name) {
		long start = System.nanoTime();
		start(name, Map.of());
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private void start(String name, Map<String, String> properties) {
		Map<String, String> all = new HashMap<>(properties);
		all.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
		all.put("spring.data.redis.host", this.proxy.host());
		all.put("spring.data.redis.port", Integer.toString(this.proxy.port()));
		this.service = Service.start(this.folder, name, all);
		this.name = name;
	}

	private void startRedis(String... arguments) {
		this.redis = RedisServer.start(arguments);
		this.proxy = TcpProxy.to(this.redis.host(), this.redis.port());
	}

	private void stopRedis() {
		this.proxy.close();
		this.redis.close();
	}

	private RedisMessages subscribe() {
		return RedisMessages.psubscribe(this.redis.host(), this.redis.port(), "events:*");
	}

	private Phase killed() {
		this.redis.kill();
		Phase phase = this.service.phase("Redis was dead", ACKNOWLEDGEMENTS);
		await("the breaker opens").until(() -> this.service.sample().circuit().equals("open"));
		assertThat(this.service.health().statusCode()).isEqualTo(200);
		this.redis.restart();
		awaitNotifications(phase.name());
		return phase;
	}

	private Phase suffered(NetworkFault fault) {
		fault.begin(this.proxy);
		Phase phase = this.service.phase(fault.name(), ACKNOWLEDGEMENTS);
		this.proxy.heal();
		awaitNotifications(phase.name());
		return phase;
	}

	private Phase hung() {
		this.redis.pause();
		Phase phase = this.service.phase("Redis hung", 6_000);
		await("the breaker opens").until(() -> this.service.sample().circuit().equals("open"));
		this.service.sampleHeap();
		this.redis.resume();
		awaitNotifications(phase.name());
		return phase;
	}

	/**
	 * A phase in which the machine stood still for as long as publishes may take longer
	 * tells nothing of Redis, so it is taken again, fault and all. The last one counts in
	 * any case.
	 */
	private static Phase undisturbed(Supplier<Phase> phase) {
		try (MachineStalls stalls = MachineStalls.watch()) {
			for (int i = 1; i < TAKES; i++) {
				Phase taken = phase.get();
				Duration stalled = stalls.between(taken.from(), taken.to());
				if (stalled.compareTo(UNAFFECTED.maxExtraTime()) < 0) {
					return taken;
				}
				System.out.printf("%s: the machine stood still for %d ms%n", taken.name(), stalled.toMillis());
			}
			return phase.get();
		}
	}

	private void awaitNotifications(String afterWhat) {
		long sent = this.service.sample().notifications().sent();
		await("notifications after: " + afterWhat).atMost(BACK)
			.until(() -> this.service.sample().notifications().sent() > sent);
	}

	private Evidence assertUnaffected(Phase healthy, List<Phase> troubled) {
		this.service.finish();
		Evidence evidence = evidence();
		for (Phase phase : troubled) {
			System.out.println(evidence.compare(healthy, phase));
			assertThat(UNAFFECTED.check(evidence.operations(), healthy, phase)).isEmpty();
		}
		return evidence;
	}

	private Evidence evidence() {
		Evidence evidence = Evidence.of(List.of(this.service.history()), kafka.bootstrapServers(), this.name)
			.assertDurable()
			.assertAccounted(this.name, this.service.samples());
		assertThat(evidence.count(Outcome.ACKNOWLEDGED)).isEqualTo(evidence.operations().size());
		assertThat(evidence.duplicates()).isZero();
		return evidence;
	}

}
