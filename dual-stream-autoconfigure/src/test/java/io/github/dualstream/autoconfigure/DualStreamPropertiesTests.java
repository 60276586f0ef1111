package io.github.dualstream.autoconfigure;

import java.time.Duration;
import java.util.stream.Stream;

import io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration;
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
			DualStreamProperties properties = context.getBean(DualStreamProperties.class);
			assertThat(properties.kafka().topic()).isEqualTo("events");
			assertThat(properties.publisher().maxBlock()).isEqualTo(Duration.ofSeconds(5));
			assertThat(properties.publisher().deliveryTimeout()).isEqualTo(Duration.ofSeconds(30));
			assertThat(properties.publisher().maxEventSize().toBytes()).isEqualTo(1024 * 1024);
			assertThat(properties.redis().timeout()).isEqualTo(Duration.ofMillis(250));
			assertThat(properties.redis().queueCapacity()).isEqualTo(10_000);
			assertThat(properties.redis().maxBatch()).isEqualTo(512);
			assertThat(properties.redis().maxAge()).isEqualTo(Duration.ofSeconds(5));
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
			"dual-stream.web.alow-anonymous,dual-stream.web.allow-anonymous",
			"dual-stream.publisher.maxblok,dual-stream.publisher.max-block" })
	void whenAPropertyDoesNotExistThenTheNearestIsNamed(String unknown, String nearest, CapturedOutput output) {
		failsWith("--" + unknown + "=1");
		assertThat(output).contains("'" + unknown + "'").contains("did you mean '" + nearest + "'");
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
			"web.buffer-capacity=0", "web.writer-threads=-1", "topics.orders.partitions=0", "topics.orders.replicas=0",
			"topics.orders.retention=-1h", "topics.orders.min-in-sync-replicas=0" })
	void whenAValueCannotWorkThenThePropertyIsNamed(String property, CapturedOutput output) {
		failsWith("--dual-stream." + property);
		assertThat(output).contains("dual-stream." + property.substring(0, property.indexOf('=')))
			.contains("APPLICATION FAILED TO START")
			.contains("Action:");
	}

	@ParameterizedTest
	@CsvSource({ "dual-stream.kafka.format,xml,envelope", "dual-stream.redis.channel,per-event,per",
			"dual-stream.redis.overflow,drop-oldest,conflate", "dual-stream.redis.timeout,soon,soon" })
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
		String[] all = Stream.concat(Stream.of("--dual-stream.kafka.create-topics=false"), Stream.of(arguments))
			.toArray(String[]::new);
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(all);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, KafkaAutoConfiguration.class,
			DualStreamAutoConfiguration.class, DualStreamKafkaAutoConfiguration.class })
	static class Application {

	}

}
