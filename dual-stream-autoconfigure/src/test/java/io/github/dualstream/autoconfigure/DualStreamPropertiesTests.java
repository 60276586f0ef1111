package io.github.dualstream.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.github.dualstream.autoconfigure.consumer.DualStreamConsumerAutoConfiguration;
import io.github.dualstream.autoconfigure.feed.DualStreamWebAutoConfiguration;
import io.github.dualstream.autoconfigure.heartbeat.DualStreamHeartbeatAutoConfiguration;
import io.github.dualstream.autoconfigure.jdbc.DualStreamJdbcAutoConfiguration;
import io.github.dualstream.autoconfigure.json.DualStreamJsonAutoConfiguration;
import io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration;
import io.github.dualstream.autoconfigure.memory.DualStreamMemoryAutoConfiguration;
import io.github.dualstream.autoconfigure.notification.DualStreamNotificationAutoConfiguration;
import io.github.dualstream.autoconfigure.notification.NotificationProperties;
import io.github.dualstream.autoconfigure.outbox.DualStreamOutboxAutoConfiguration;
import io.github.dualstream.autoconfigure.publisher.DualStreamPublisherAutoConfiguration;
import io.github.dualstream.autoconfigure.publisher.PublisherProperties;
import io.github.dualstream.autoconfigure.routing.DualStreamRoutingAutoConfiguration;
import io.github.dualstream.autoconfigure.topic.DualStreamTopicAutoConfiguration;
import io.github.dualstream.autoconfigure.transport.DualStreamTransportAutoConfiguration;
import io.github.dualstream.topic.Topic;
import io.github.dualstream.topic.TopicMode;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.TopicRouting;
import io.github.dualstream.transport.TopicSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a wrong configuration says: the property, and what to do.
 */
@ExtendWith(OutputCaptureExtension.class)
class DualStreamPropertiesTests {

	@Test
	void defaultsAreThoseOfTheContract() {
		try (ConfigurableApplicationContext context = start()) {
			PublisherProperties publisher = context.getBean(PublisherProperties.class);
			assertThat(context.getBean(TopicRouting.class).defaultTopic()).isEqualTo("events");
			assertThat(publisher.maxBlock()).isEqualTo(Duration.ofSeconds(5));
			assertThat(publisher.deliveryTimeout()).isEqualTo(Duration.ofSeconds(30));
			assertThat(publisher.maxEventSize().toBytes()).isEqualTo(1024 * 1024);
			NotificationProperties redis = context.getBean(NotificationProperties.class);
			assertThat(redis.timeout()).isEqualTo(Duration.ofMillis(250));
			assertThat(redis.queueCapacity()).isEqualTo(10_000);
			assertThat(redis.maxBatch()).isEqualTo(512);
			assertThat(redis.sharded()).isFalse();
			assertThat(redis.maxAge()).isEqualTo(Duration.ofSeconds(5));
		}
	}

	@Test
	void durableProducerHasItsGuarantees() {
		try (ConfigurableApplicationContext context = start("--spring.kafka.producer.client-id=orders",
				"--spring.kafka.producer.transaction-id-prefix=tx-")) {
			assertThat(
					((ProducerFactory<?, ?>) context.getBean("dualStreamProducerFactory")).getConfigurationProperties())
				.containsEntry("acks", "all")
				.containsEntry("enable.idempotence", true)
				.containsEntry("linger.ms", 0)
				.containsEntry("request.timeout.ms", 5000)
				.containsEntry("delivery.timeout.ms", 30000)
				.containsEntry("max.block.ms", 5000L)
				.containsEntry("client.id", "orders-dual-stream");
		}
	}

	@ParameterizedTest
	@CsvSource({ "dual-stream.redis.tiemout,dual-stream.redis.timeout",
			"dual-stream.kafka.formt,dual-stream.kafka.format", "dual-stream.enable,dual-stream.enabled",
			"dual-stream.topics.orders.partition,dual-stream.topics.orders.partitions",
			"dual-stream.topics[business.*].replica,dual-stream.topics[business.*].replicas",
			"dual-stream.topic-management.strategi,dual-stream.topic-management.strategy",
			"dual-stream.topic-management.rules.min-replica,dual-stream.topic-management.rules.min-replicas",
			"dual-stream.web.alow-anonymous,dual-stream.web.allow-anonymous",
			"dual-stream.outbox.relay.batchsise,dual-stream.outbox.relay.batch-size",
			"dual-stream.publisher.maxblok,dual-stream.publisher.max-block",
			"dual-stream.consumer.groups.g.concurency,dual-stream.consumer.groups.g.concurrency",
			"dual-stream.web.allowed-origin[0],dual-stream.web.allowed-origins",
			"dual-stream.web.allowed-origins.first,dual-stream.web.allowed-origins" })
	void whenAPropertyDoesNotExistThenTheNearestIsNamed(String unknown, String nearest, CapturedOutput output) {
		failsWith("--" + unknown + "=1");
		assertThat(output).contains("'" + unknown + "'").contains("did you mean '" + nearest + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "dualstream", "dualStream", "dual_stream", "DUAL-STREAM" })
	void whenTheRootIsSpeltAsTheBinderAllowsThenItIsCheckedAllTheSame(String root, CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("--" + root + ".kafka.topic=orders")) {
			assertThat(context.getBean(TopicRouting.class).defaultTopic()).isEqualTo("orders");
		}
		failsWith("--" + root + ".kafka.topik=orders");
		assertThat(output).contains("did you mean 'dual-stream.kafka.topic'?");
		failsWith("--" + root + ".topics.my_topic.replicas=3");
		assertThat(output).contains("has a name with characters that would be dropped");
	}

	@ParameterizedTest
	@ValueSource(strings = { "dual-streams", "dual.stream", "duel-stream", "dualstrem" })
	void whenTheRootIsMisspeltThenItIsNamed(String root, CapturedOutput output) {
		failsWith("--" + root + ".kafka.topic=orders");
		assertThat(output).contains("'" + root + ".kafka.topic'").contains("is not below 'dual-stream'");
	}

	@Test
	void whenASystemPropertyDoesNotExistThenTheNearestIsNamed(CapturedOutput output) {
		System.setProperty("dual-stream.redis.max-bach", "5");
		try {
			failsWith();
		}
		finally {
			System.clearProperty("dual-stream.redis.max-bach");
		}
		assertThat(output).contains("did you mean 'dual-stream.redis.max-batch'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "publisher.max-block=-1s", "publisher.max-block=0", "publisher.delivery-timeout=-5s",
			"publisher.max-event-size=0", "publisher.max-event-size=64MB", "publisher.max-event-size=3GB",
			"redis.timeout=-1ms", "redis.timeout=0", "redis.max-age=0s", "redis.retry-interval=0s",
			"redis.drain-timeout=-1s", "redis.queue-capacity=0", "redis.max-batch=0", "redis.buckets=0",
			"redis.channel-prefix=a:b", "redis.channel-prefix=", "kafka.topic=", "kafka.topic=..", "kafka.topic=a b",
			"kafka.topics.order=__consumer_offsets", "web.path=events", "web.path=/", "web.path=/events/",
			"web.path=/{a}", "web.path=/a b", "web.path=", "web.heartbeat=0s", "web.heartbeat=-1s",
			"feed.buffer-size=0B", "feed.max-buffered-size=1KB", "feed.buffer-capacity=1", "web.buffer-capacity=0",
			"web.writer-threads=-1", "web.cursor-key=", "web.cursor-key=AAAA",
			"web.previous-cursor-keys=AAAAAAAAAAAAAAAAAAAAAA==", "topics.orders.partitions=0",
			"topics.orders.replicas=0", "topics.orders.retention=-1h", "topics.orders.min-in-sync-replicas=0",
			"topics.orders.replicas=40000", "topics.orders.retention-size=0", "topics.orders.compression-level=3",
			"publisher.backlog.interval=0s", "publisher.backlog.elevated=0", "publisher.backlog.high=0.2",
			"publisher.backlog.critical=1.1", "publisher.rate-limit.permits-per-second=0",
			"publisher.rate-limit.permits-per-second=-1", "publisher.rate-limit.burst=5",
			"topic-management.rules.min-replicas=0", "topic-management.rules.min-replicas=40000",
			"topic-management.rules.max-retention=0s", "topic-management.rules.name-pattern=[a-z",
			"outbox.table-prefix=1st", "outbox.schema=a.b", "outbox.archive-retention=0s", "outbox.max-age=-1s",
			"outbox.relay.batch-size=0", "outbox.relay.poll-interval=0s", "outbox.relay.lease=999ms",
			"outbox.relay.max-attempts=0", "outbox.relay.max-backoff=0s", "consumer.concurrency=0",
			"consumer.idempotency.retention=0s", "memory.partitions=0" })
	void whenAValueCannotWorkThenThePropertyIsNamed(String property, CapturedOutput output) {
		failsWith("--dual-stream." + property);
		assertThat(output).contains("dual-stream." + property.substring(0, property.indexOf('=')))
			.contains("APPLICATION FAILED TO START")
			.contains("Action:");
	}

	@ParameterizedTest
	@ValueSource(strings = { "cursor-key", "previous-cursor-keys[0]" })
	void whenACursorKeyIsNoneThenTheMessageSaysHowToMakeOneAndDoesNotShowIt(String property, CapturedOutput output) {
		failsWith("--dual-stream.web.cursor-key=AAAAAAAAAAAAAAAAAAAAAA==",
				"--dual-stream.web." + property + "=c2VjcmV0LXNlY3JldA==");
		assertThat(output).contains("dual-stream.web." + property)
			.contains("16 or 32 bytes")
			.contains("openssl rand -base64 32")
			.doesNotContain("c2VjcmV0LXNlY3JldA");
	}

	@ParameterizedTest
	@CsvSource({ "dual-stream.kafka.format,xml,envelope", "dual-stream.redis.channel,per-event,per",
			"dual-stream.redis.overflow,drop-oldest,conflate", "dual-stream.outbox.completed,keep,archive",
			"dual-stream.outbox.outside-transaction,fail,reject", "dual-stream.outbox.initialize-schema,yes,embedded",
			"dual-stream.outbox.platform,oracle,mariadb", "dual-stream.outbox.publish-results,maybe,maybe",
			"dual-stream.redis.timeout,soon,soon", "dual-stream.enabled,maybe,maybe",
			"dual-stream.redis.enabled,maybe,maybe", "dual-stream.heartbeat.send,maybe,maybe" })
	void whenAValueIsNotOfItsTypeThenThePropertyIsNamed(String property, String value, String hint,
			CapturedOutput output) {
		failsWith("--" + property + "=" + value);
		assertThat(output).contains("Property: " + property).containsIgnoringCase(hint);
	}

	@Test
	void whenATopicHasACharacterThatKafkaRefusesThenItAndItsPositionAreNamed(CapturedOutput output) {
		failsWith("--dual-stream.kafka.topic=orders-\u8ba2\u5355");
		assertThat(output).contains("U+8BA2").contains("position 7");
	}

	@Test
	void whenATopicIsTooLongThenItsLengthIsNamed(CapturedOutput output) {
		failsWith("--dual-stream.kafka.topic=" + "x".repeat(250));
		assertThat(output).contains("has 250 characters").contains("249");
	}

	@Test
	void whenTwoTopicsCollideThenBothAreNamed(CapturedOutput output) {
		failsWith("--dual-stream.kafka.topics.order=a.b", "--dual-stream.kafka.topics.user=a_b");
		assertThat(output).contains("'a.b'").contains("'a_b'").contains("differ only in '.' and '_'");
	}

	@Test
	void whenMoreReplicasMustBeInSyncThanThereAreThenBothAreNamed(CapturedOutput output) {
		failsWith("--dual-stream.topics.orders.replicas=1", "--dual-stream.topics.orders.min-in-sync-replicas=2");
		assertThat(output).contains("dual-stream.topics.orders.min-in-sync-replicas")
			.contains("dual-stream.topics.orders.replicas (1)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "__consumer_offsets", "..", "b\u00fccher.*", "a/*" })
	void whenATopicOrPatternHasANameThatKafkaRefusesThenItIsNamed(String name, CapturedOutput output) {
		failsWith("--dual-stream.topics[" + name + "].partitions=1");
		assertThat(output).contains("Property 'dual-stream.topics[" + name + "]'").contains("Action:");
	}

	@ParameterizedTest
	@ValueSource(strings = { "topics.order_events.partitions=1", "topics.business.*.partitions=1",
			"topics.*.replicas=1", "kafka.topics.pull_request=pulls", "consumer.groups.my_group.concurrency=1" })
	void whenCharactersOfAKeyWouldGetLostThenItIsNamed(String property, CapturedOutput output) {
		failsWith("--dual-stream." + property);
		assertThat(output).contains("dual-stream." + property.substring(0, property.indexOf('=')))
			.contains("in brackets");
	}

	@Test
	void whenAKeyStandsInBracketsThenItIsTakenAsItIs() {
		try (ConfigurableApplicationContext context = start("--dual-stream.topics[order_events].min_in_sync_replicas=1",
				"--dual-stream.topics.orders.configs.max.message.bytes=2000000",
				"--dual-stream.kafka.topics[pull_request]=pulls")) {
			assertThat(context.getBean(Topics.class).list()).extracting(Topic::name)
				.containsExactlyInAnyOrder("events", "pulls", "order_events", "orders");
		}
	}

	@ParameterizedTest
	@CsvSource({ "gzip,0,gzip has the levels 1 to 9", "lz4,18,lz4 has the levels 1 to 17",
			"zstd,23,zstd has the levels", "snappy,1,snappy has no levels", "none,1,none has no levels" })
	void whenACompressionHasNoSuchLevelThenItsLevelsAreNamed(String compression, String level, String problem,
			CapturedOutput output) {
		failsWith("--dual-stream.topics.orders.compression=" + compression,
				"--dual-stream.topics.orders.compression-level=" + level);
		assertThat(output).contains("dual-stream.topics.orders.compression-level").contains(problem);
	}

	@ParameterizedTest
	@CsvSource({ "min-replicas,3,has 2 replicas", "max-retention,1h,has a retention of 30d",
			"mode,persistent,has no mode", "name-pattern,[a-z]+,has a name that does not match" })
	void whenATopicBreaksARuleThenRuleTopicAndValueAreNamed(String rule, String value, String problem,
			CapturedOutput output) {
		failsWith("--dual-stream.kafka.topic=orders-v1", "--dual-stream.topics.orders-v1.replicas=2",
				"--dual-stream.topics[orders*].retention=30d",
				"--dual-stream.topic-management.rules." + rule + "=" + value);
		assertThat(output).contains("dual-stream.topic-management.rules." + rule)
			.contains("'orders-v1', which " + problem)
			.contains("Action:");
	}

	@Test
	void whenNoTopicCanKeepToTheRulesThenBothAreNamed(CapturedOutput output) {
		failsWith("--dual-stream.topic-management.rules.mode=persistent",
				"--dual-stream.topic-management.rules.max-retention=1h");
		assertThat(output).contains("dual-stream.topic-management.rules.max-retention")
			.contains("dual-stream.topic-management.rules.mode (persistent)");
	}

	@Test
	void whenEveryTopicKeepsToTheRulesThenTheApplicationStarts() {
		try (ConfigurableApplicationContext context = start("--dual-stream.topics[*].replicas=3",
				"--dual-stream.topics[*].mode=ephemeral", "--dual-stream.topics.orders.preset=high-throughput",
				"--dual-stream.topics.orders.retention=2h", "--dual-stream.topics.orders.configs.segment.ms=60000",
				"--dual-stream.topic-management.rules.min-replicas=3",
				"--dual-stream.topic-management.rules.mode=ephemeral",
				"--dual-stream.topic-management.rules.max-retention=1d")) {
			Topic orders = context.getBean(Topics.class)
				.list()
				.stream()
				.filter((topic) -> topic.name().equals("orders"))
				.findFirst()
				.orElseThrow();
			assertThat(orders.settings()).isEqualTo(new TopicSettings(24, 3, null, Duration.ofHours(2), null, null,
					null, Map.of("segment.ms", "60000")));
			assertThat(orders.mode()).isEqualTo(TopicMode.EPHEMERAL);
		}
	}

	@Test
	void whenModeAndRetentionContradictThenBothAreNamed(CapturedOutput output) {
		failsWith("--dual-stream.topics[ord*].mode=ephemeral", "--dual-stream.topics.orders.retention=2d");
		assertThat(output).contains("dual-stream.topics.orders.retention")
			.contains("dual-stream.topics.orders.mode (ephemeral)");
	}

	@Test
	void whenTwoPatternsAreEquallySpecificThenBothAreNamed(CapturedOutput output) {
		failsWith("--dual-stream.topics[even*].replicas=2", "--dual-stream.topics[*ents].replicas=3");
		assertThat(output).contains("'events' matches").contains("'even*'").contains("'*ents'");
	}

	@ParameterizedTest
	@CsvSource({ "spring.kafka.producer.acks,1", "spring.kafka.producer.acks,0",
			"spring.kafka.producer.properties[enable.idempotence],false", "spring.kafka.producer.retries,0",
			"spring.kafka.producer.properties[max.in.flight.requests.per.connection],6",
			"spring.kafka.producer.properties[partitioner.ignore.keys],true",
			"spring.kafka.producer.properties[partitioner.class],org.apache.kafka.clients.producer.RoundRobinPartitioner" })
	void whenTheProducerIsWeakenedThenThePropertyIsNamed(String property, String value, CapturedOutput output) {
		failsWith("--" + property + "=" + value);
		assertThat(output).contains("'" + property + "'").contains("APPLICATION FAILED TO START");
	}

	@Test
	void whenOneAttemptIsLongerThanTheDeliveryTimeoutThenBothAreNamed(CapturedOutput output) {
		failsWith("--dual-stream.publisher.delivery-timeout=2s",
				"--spring.kafka.producer.properties.request.timeout.ms=3000");
		assertThat(output).contains("dual-stream.publisher.delivery-timeout").contains("request.timeout.ms (3000)");
	}

	private static void failsWith(String... arguments) {
		assertThatException().isThrownBy(() -> start(arguments).close());
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		String[] all = Stream.concat(Stream.of("--dual-stream.topic-management.strategy=skip"), Stream.of(arguments))
			.toArray(String[]::new);
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(all);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DualStreamAutoConfiguration.class, DualStreamConsumerAutoConfiguration.class,
			DualStreamHeartbeatAutoConfiguration.class, DualStreamJdbcAutoConfiguration.class,
			DualStreamJsonAutoConfiguration.class, DualStreamKafkaAutoConfiguration.class,
			DualStreamMemoryAutoConfiguration.class, DualStreamNotificationAutoConfiguration.class,
			DualStreamOutboxAutoConfiguration.class, DualStreamPublisherAutoConfiguration.class,
			DualStreamRoutingAutoConfiguration.class, DualStreamTopicAutoConfiguration.class,
			DualStreamTransportAutoConfiguration.class, DualStreamWebAutoConfiguration.class,
			JacksonAutoConfiguration.class, KafkaAutoConfiguration.class })
	static class Application {

	}

}
