package io.github.dualstream.test;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the attributes of {@link DualStreamServers}.
 */
@SpringBootTest(classes = DualStreamServersAttributesTests.Application.class,
		properties = { "spring.kafka.bootstrap-servers=unused.invalid:1", "spring.data.redis.port=1" })
class DualStreamServersAttributesTests {

	@Autowired
	private ObjectProvider<KafkaServer> kafka;

	@Autowired
	private ObjectProvider<RedisServer> redis;

	@Autowired
	private ObjectProvider<Container<?>> containers;

	@Autowired
	private KafkaConnectionDetails kafkaDetails;

	@Autowired
	private DataRedisConnectionDetails redisDetails;

	@Test
	void whenNotAnnotatedThenNothingIsStarted() {
		assertThat(this.kafka.getIfAvailable()).isNull();
		assertThat(this.redis.getIfAvailable()).isNull();
		assertThat(this.containers.stream()).isEmpty();
	}

	private int redisPort() {
		DataRedisConnectionDetails.Standalone standalone = this.redisDetails.getStandalone();
		return (standalone != null) ? standalone.getPort() : -1;
	}

	@Nested
	@DualStreamServers(redis = false, embedded = true)
	class WithKafkaOnly {

		@Test
		void whenOnlyKafkaIsAskedForThenItIsTheSharedOneAndRedisIsLeftAlone() {
			DualStreamServersAttributesTests test = DualStreamServersAttributesTests.this;
			assertThat(test.kafka.getIfAvailable()).isSameAs(SharedServer.KAFKA.get());
			assertThat(test.kafkaDetails.getBootstrapServers())
				.containsExactly(SharedServer.KAFKA.get().bootstrapServers());
			assertThat(test.redis.getIfAvailable()).isNull();
			assertThat(test.containers.stream()).isEmpty();
			assertThat(test.redisPort()).isEqualTo(1);
		}

	}

	@Nested
	@DualStreamServers(kafka = false, embedded = true)
	class WithRedisOnly {

		@Test
		void whenOnlyRedisIsAskedForThenItIsTheSharedOneAndKafkaIsLeftAlone() {
			DualStreamServersAttributesTests test = DualStreamServersAttributesTests.this;
			assertThat(test.redis.getIfAvailable()).isSameAs(SharedServer.REDIS.get());
			assertThat(test.redisPort()).isEqualTo(SharedServer.REDIS.get().port());
			assertThat(test.kafka.getIfAvailable()).isNull();
			assertThat(test.containers.stream()).isEmpty();
			assertThat(test.kafkaDetails.getBootstrapServers()).containsExactly("unused.invalid:1");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
