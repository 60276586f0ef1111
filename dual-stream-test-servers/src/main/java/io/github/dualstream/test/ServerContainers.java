package io.github.dualstream.test;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Containers of Kafka and Redis for a test that needs its own, such as one that stops
 * them. Declared as a bean with {@code @ServiceConnection}, Spring Boot starts, connects
 * and stops them.
 * <p>
 * The images are {@value #KAFKA_IMAGE} and {@value #REDIS_IMAGE}, unless the system
 * properties {@value #KAFKA_IMAGE_PROPERTY} and {@value #REDIS_IMAGE_PROPERTY} or the
 * environment variables {@code DUAL_STREAM_TEST_KAFKA_IMAGE} and
 * {@code DUAL_STREAM_TEST_REDIS_IMAGE} name others, which must be compatible.
 */
public final class ServerContainers {

	/**
	 * System property with the image of Kafka.
	 */
	public static final String KAFKA_IMAGE_PROPERTY = "dual-stream-test.kafka-image";

	/**
	 * System property with the image of Redis.
	 */
	public static final String REDIS_IMAGE_PROPERTY = "dual-stream-test.redis-image";

	static final String KAFKA_IMAGE = "apache/kafka:4.2.1";

	static final String REDIS_IMAGE = "redis:8.2.2-alpine";

	private ServerContainers() {
	}

	/**
	 * Creates a Kafka.
	 * @return a container that is not started
	 */
	public static KafkaContainer kafka() {
		return new KafkaContainer(kafkaImage(new StandardEnvironment()));
	}

	/**
	 * Creates a Redis. Its service connection has the name {@code "redis"}.
	 * @return a container that is not started and exposes port 6379
	 */
	public static GenericContainer<?> redis() {
		return new GenericContainer<>(redisImage(new StandardEnvironment())).withExposedPorts(6379)
			.waitingFor(Wait.forLogMessage(".*Ready to accept connections.*", 1));
	}

	static DockerImageName kafkaImage(Environment environment) {
		return DockerImageName.parse(environment.getProperty(KAFKA_IMAGE_PROPERTY, KAFKA_IMAGE))
			.asCompatibleSubstituteFor("apache/kafka");
	}

	static DockerImageName redisImage(Environment environment) {
		return DockerImageName.parse(environment.getProperty(REDIS_IMAGE_PROPERTY, REDIS_IMAGE))
			.asCompatibleSubstituteFor("redis");
	}

}
