package io.github.dualstream.test;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DualStreamServers}.
 */
@SpringBootTest(classes = DualStreamServersTests.Application.class,
		properties = { "spring.kafka.bootstrap-servers=unused.invalid:1", "spring.data.redis.port=1",
				"spring.kafka.consumer.auto-offset-reset=earliest" })
@DualStreamServers
@Tag("containers")
class DualStreamServersTests {

	@Autowired
	private KafkaConnectionDetails kafka;

	@Autowired
	private DataRedisConnectionDetails redis;

	@Autowired
	private KafkaTemplate<String, String> kafkaTemplate;

	@Autowired
	private StringRedisTemplate redisTemplate;

	@Autowired
	private ApplicationContext context;

	@Test
	void whenAnnotatedThenTheKafkaTemplateReachesTheServer() throws Exception {
		this.kafkaTemplate.send("greetings", "key", "hello").get(20, TimeUnit.SECONDS);
		assertThat(KafkaRecords.of(this.kafka.getBootstrapServers().get(0)).all("greetings"))
			.extracting(ConsumerRecord::key)
			.containsExactly("key");
		await().until(() -> "hello".equals(this.context.getBean(Application.class).received));
	}

	@Test
	void whenAnnotatedThenTheRedisTemplateReachesTheServer() {
		DataRedisConnectionDetails.Standalone address = Objects.requireNonNull(this.redis.getStandalone());
		try (RedisMessages messages = RedisMessages.subscribe(address.getHost(), address.getPort(), "greetings")) {
			this.redisTemplate.convertAndSend("greetings", "hello");
			await().untilAsserted(
					() -> assertThat(messages.messages()).containsExactly(new RedisMessage("greetings", "hello")));
		}
	}

	@Nested
	class InANestedClass {

		@Autowired
		private ApplicationContext nested;

		@Test
		void whenNothingDiffersThenTheContextIsReused() {
			assertThat(this.nested).isSameAs(DualStreamServersTests.this.context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private volatile String received = "";

		@KafkaListener(topics = "greetings", groupId = "greetings")
		void receive(String greeting) {
			this.received = greeting;
		}

	}

}
