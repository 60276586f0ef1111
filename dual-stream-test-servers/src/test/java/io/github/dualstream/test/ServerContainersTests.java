package io.github.dualstream.test;

import org.junit.jupiter.api.Test;
import org.testcontainers.utility.DockerImageName;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerContainers}.
 */
class ServerContainersTests {

	@Test
	void officialImagesAreUsed() {
		MockEnvironment environment = new MockEnvironment();
		assertThat(ServerContainers.kafkaImage(environment)).hasToString("apache/kafka:4.2.1");
		assertThat(ServerContainers.redisImage(environment)).hasToString("redis:8.2.2-alpine");
	}

	@Test
	void whenAnotherImageIsNamedThenItStandsForTheOfficialOne() {
		MockEnvironment environment = new MockEnvironment()
			.withProperty(ServerContainers.KAFKA_IMAGE_PROPERTY, "registry.example/kafka:1")
			.withProperty(ServerContainers.REDIS_IMAGE_PROPERTY, "registry.example/valkey:2");
		DockerImageName kafka = ServerContainers.kafkaImage(environment);
		assertThat(kafka).hasToString("registry.example/kafka:1");
		assertThat(kafka.isCompatibleWith(DockerImageName.parse("apache/kafka"))).isTrue();
		DockerImageName redis = ServerContainers.redisImage(environment);
		assertThat(redis).hasToString("registry.example/valkey:2");
		assertThat(redis.isCompatibleWith(DockerImageName.parse("redis"))).isTrue();
	}

}
