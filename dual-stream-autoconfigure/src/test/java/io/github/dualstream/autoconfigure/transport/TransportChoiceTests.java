package io.github.dualstream.autoconfigure.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.publisher.NotificationDispatcher;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NotificationBus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link TransportChoiceCheck}: each combination of engines on the class path,
 * with and without a choice. No engine runs; none has to for a start.
 */
class TransportChoiceTests {

	/** Packages that an engine brings, by the name that these tests give it. */
	private static final Map<String, List<String>> PACKAGES = Map
		.of("kafka",
				List.of("io.github.dualstream.transport.kafka", "org.springframework.kafka", "org.apache.kafka",
						"org.springframework.boot.kafka"),
				"nats", List.of("io.github.dualstream.transport.nats", "io.nats"), "redis",
				List.of("io.github.dualstream.transport.redis", "org.springframework.data.redis", "io.lettuce",
						"org.springframework.boot.data.redis"),
				"memory", List.of("io.github.dualstream.transport.memory"));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.application.name=shop", "spring.kafka.bootstrap-servers=127.0.0.1:1",
				"spring.data.redis.port=1", "dual-stream.topic-management.strategy=skip");

	@ParameterizedTest
	@CsvSource({ "kafka redis,                 KafkaEventLog, RedisNotificationBus",
			"kafka redis memory,               KafkaEventLog, RedisNotificationBus",
			"kafka,                            KafkaEventLog, none", "kafka memory, KafkaEventLog, none",
			"kafka nats redis,                 KafkaEventLog, RedisNotificationBus",
			"kafka nats,                       KafkaEventLog, NatsNotificationBus",
			"nats redis,                       NatsEventLog,  RedisNotificationBus",
			"nats,                             NatsEventLog,  NatsNotificationBus",
			"nats memory,                      NatsEventLog,  NatsNotificationBus" })
	void withoutAChoiceKafkaAndRedisComeBeforeNats(String present, String log, String bus) {
		with(present).run((context) -> assertEngines(context, log, bus));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', value = {
			"kafka nats redis, dual-stream.nats.server=nats://127.0.0.1:1, unused=, log, 'nats' or 'kafka'",
			"kafka nats redis, dual-stream.nats.server=nats://127.0.0.1:1, dual-stream.transport.log=kafka, bus,"
					+ " 'nats' or 'redis'",
			"kafka nats redis, dual-stream.nats.server=nats://127.0.0.1:1, dual-stream.transport.bus=redis, log,"
					+ " 'nats' or 'kafka'",
			"kafka redis, dual-stream.redis-streams.wait-replicas=1, unused=, log, 'redis-streams' or 'kafka'",
			"nats redis, dual-stream.redis-streams.wait-replicas=1, unused=, log, 'redis-streams' or 'nats'" })
	void whenAnEngineIsConfiguredThatWouldBeUsedForNothingThenTheStartFailsAndNamesBoth(String present,
			String configured, String choice, String property, String values) {
		with(present).withPropertyValues(configured, choice)
			.run((context) -> assertFails(context, "dual-stream.transport." + property, "Set it to " + values));
	}

	@ParameterizedTest
	@CsvSource({ "kafka nats,  dual-stream.nats.server=nats://127.0.0.1:1, unused=, unused=",
			"nats redis,       dual-stream.nats.server=nats://127.0.0.1:1, unused=, unused=",
			"kafka nats redis, dual-stream.nats.server=nats://127.0.0.1:1, dual-stream.transport.bus=nats, unused=",
			"kafka nats redis, dual-stream.nats.server=nats://127.0.0.1:1, dual-stream.transport.log=nats, unused=",
			"kafka nats redis, dual-stream.nats.server=nats://127.0.0.1:1, dual-stream.transport.log=kafka,"
					+ " dual-stream.transport.bus=redis",
			"kafka redis,      dual-stream.redis-streams.wait-replicas=0, dual-stream.transport.log=kafka, unused=" })
	void whatIsConfiguredAndUsedOrWasDecidedAgainstIsNoMistake(String present, String configured, String log,
			String bus) {
		with(present).withPropertyValues(configured, log, bus).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			redis,        Set it to 'redis-streams'.
			memory,       Set it to 'memory'.
			redis memory, Set it to 'redis-streams' or 'memory'.
			"",           Add a starter such as io.github.dualstream:dual-stream-starter.
			""")
	void withoutACandidateForTheLogTheStartFailsAndSaysWhatCanBeChosenOrAdded(String present, String action) {
		with(present).run((context) -> assertFails(context, "dual-stream.transport.log", action));
	}

	@ParameterizedTest
	@CsvSource({ "kafka, redis", "kafka, nats", "kafka, memory", "kafka, none", "nats, redis", "nats, nats",
			"nats, memory", "nats, none", "redis-streams, redis", "redis-streams, nats", "redis-streams, memory",
			"redis-streams, none", "memory, redis", "memory, nats", "memory, memory", "memory, none" })
	void anyLogGoesWithAnyBus(String log, String bus) {
		Map<String, String> logs = Map.of("kafka", "KafkaEventLog", "nats", "NatsEventLog", "redis-streams",
				"RedisStreamsLog", "memory", "InMemoryLog");
		Map<String, String> buses = Map.of("redis", "RedisNotificationBus", "nats", "NatsNotificationBus", "memory",
				"InMemoryBus", "none", "none");
		this.runner.withPropertyValues("dual-stream.transport.log=" + log, "dual-stream.transport.bus=" + bus)
			.run((context) -> assertEngines(context, logs.get(log), buses.get(bus)));
	}

	@ParameterizedTest
	@CsvSource({ "log=kafka, kafka, io.github.dualstream:dual-stream-kafka",
			"log=nats, nats, io.github.dualstream:dual-stream-nats",
			"log=redis-streams, redis, io.github.dualstream:dual-stream-redis",
			"log=memory, memory, io.github.dualstream:dual-stream-memory",
			"bus=redis, redis, io.github.dualstream:dual-stream-redis",
			"bus=nats, nats, io.github.dualstream:dual-stream-nats",
			"bus=memory, memory, io.github.dualstream:dual-stream-memory" })
	void whenTheModuleOfAChosenEngineIsMissingThenTheStartFailsAndNamesPropertyAndDependency(String choice,
			String missing, String dependency) {
		String other = choice.startsWith("log") ? "bus=none" : "log=" + (missing.equals("nats") ? "kafka" : "nats");
		without(missing).withPropertyValues("dual-stream.transport." + choice, "dual-stream.transport." + other)
			.run((context) -> assertFails(context, "dual-stream.transport." + choice.substring(0, 3), dependency));
	}

	@ParameterizedTest
	@CsvSource({ "log=kafka, org.springframework.kafka, spring-boot-starter-kafka",
			"log=redis-streams, org.springframework.data.redis, spring-boot-starter-data-redis",
			"bus=redis, io.lettuce, lettuce-core" })
	void whenALibraryOfAChosenEngineIsMissingThenTheStartFailsAndNamesPropertyAndDependency(String choice,
			String missing, String dependency) {
		this.runner.withClassLoader(new FilteredClassLoader(missing))
			.withPropertyValues("dual-stream.transport." + choice,
					"dual-stream.transport." + (choice.startsWith("log") ? "bus=none" : "log=nats"))
			.run((context) -> assertFails(context, "dual-stream.transport." + choice.substring(0, 3), dependency));
	}

	@ParameterizedTest
	@CsvSource({ "log, redis_streams, redis-streams", "log, kafkaa, kafka", "bus, rabbit, none" })
	void whenTheChoiceIsNoEngineThenTheStartFailsAndNamesThem(String property, String value, String named) {
		this.runner
			.withPropertyValues("dual-stream.transport.log=memory", "dual-stream.transport.bus=none",
					"dual-stream.transport." + property + "=" + value)
			.run((context) -> assertFails(context, "dual-stream.transport." + property, value, named));
	}

	@Test
	void beansOfTheApplicationAreAChoice() {
		this.runner.withBean("log", EventLog.class, () -> mock(EventLog.class))
			.withBean("bus", NotificationBus.class, () -> mock(NotificationBus.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(EventLog.class)
				.hasSingleBean(NotificationBus.class));
		with("").withBean("log", EventLog.class, () -> mock(EventLog.class))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void withoutNotificationsNoBusHasToBeChosen() {
		with("nats redis").withPropertyValues("dual-stream.redis.enabled=false")
			.run((context) -> assertEngines(context, "NatsEventLog", "none"));
	}

	@ParameterizedTest
	@CsvSource({ "nats, nats, NatsNotificationBus", "nats redis, nats, NatsNotificationBus",
			"nats, memory, InMemoryBus", "nats, '', NatsNotificationBus" })
	void whenRedisIsSwitchedOffThenAnotherBusIsUsedWithItsDispatcher(String engines, String bus, String expected) {
		ApplicationContextRunner runner = with(engines + " memory")
			.withPropertyValues("dual-stream.redis.enabled=false", "dual-stream.transport.log=memory");
		(bus.isEmpty() ? runner : runner.withPropertyValues("dual-stream.transport.bus=" + bus)).run((context) -> {
			assertEngines(context, "InMemoryLog", expected);
			assertThat(context).hasSingleBean(NotificationDispatcher.class);
		});
	}

	@Test
	void whenDualStreamIsSwitchedOffThenNothingHasToBeChosen() {
		this.runner.withPropertyValues("dual-stream.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DualStreamPublisher.class));
	}

	/** Class path with these engines and no others. */
	private ApplicationContextRunner with(String engines) {
		List<String> present = List.of(engines.split(" ", -1));
		return without(PACKAGES.keySet().stream().filter((each) -> !present.contains(each)).toArray(String[]::new));
	}

	private ApplicationContextRunner without(String... engines) {
		List<String> packages = new ArrayList<>();
		for (String engine : engines) {
			packages.addAll(PACKAGES.getOrDefault(engine, List.of()));
		}
		return this.runner.withClassLoader(new FilteredClassLoader(packages.toArray(String[]::new)));
	}

	private static void assertEngines(AssertableApplicationContext context, String log, String bus) {
		assertThat(context).hasNotFailed();
		assertThat(context.getBeansOfType(DualStreamPublisher.class)).isNotEmpty();
		assertThat(context.getBean(EventLog.class).getClass().getSimpleName()).isEqualTo(log);
		assertThat(
				context.getBeanProvider(NotificationBus.class).stream().map((each) -> each.getClass().getSimpleName()))
			.isEqualTo(bus.equals("none") ? List.of() : List.of(bus));
	}

	private static void assertFails(AssertableApplicationContext context, String property, String... named) {
		assertThat(context).getFailure()
			.isInstanceOf(InvalidPropertyException.class)
			.hasMessageContaining("'" + property + "'")
			.hasMessageContainingAll(named);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
