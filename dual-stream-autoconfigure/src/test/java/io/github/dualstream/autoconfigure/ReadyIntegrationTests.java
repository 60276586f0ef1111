package io.github.dualstream.autoconfigure;

import io.github.dualstream.test.DualStreamServers;
import io.github.dualstream.topic.TopicInitializer;
import io.github.dualstream.topic.TopicPlan;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.types.RedisClientInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an application does by itself once it is ready.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "spring.data.redis.client-name=ready", "dual-stream.kafka.topic=never-created",
				"dual-stream.topic-management.strategy=validate-only" })
@DualStreamServers
class ReadyIntegrationTests {

	@Autowired
	private StringRedisTemplate redis;

	@Autowired
	private TopicInitializer topics;

	@Test
	void connectsToRedisBeforeTheFirstNotification() {
		await().until(() -> this.redis.execute((RedisCallback<Boolean>) (connection) -> connection.serverCommands()
			.getClientList()
			.stream()
			.map(RedisClientInfo::getName)
			.anyMatch("ready-dual-stream"::equals)));
	}

	@Test
	void comparesTopicsThatItDoesNotCreate() {
		TopicPlan plan = await().until(this.topics::latest, (latest) -> latest != null);
		assertThat(plan.missing()).containsExactly("never-created");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
