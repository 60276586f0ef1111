package io.github.dualstream.test;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Containers of Kafka, Redis and NATS for a test that needs its own, such as one that
 * stops them. Declared as a bean with {@code @ServiceConnection}, Spring Boot starts,
 * connects and stops them.
 * <p>
 * The images are {@value #KAFKA_IMAGE}, {@value #REDIS_IMAGE} and {@value #NATS_IMAGE},
 * unless the system properties {@value #KAFKA_IMAGE_PROPERTY},
 * {@value #REDIS_IMAGE_PROPERTY} and {@value #NATS_IMAGE_PROPERTY} or the environment
 * variables {@code DUAL_STREAM_TEST_KAFKA_IMAGE}, {@code DUAL_STREAM_TEST_REDIS_IMAGE}
 * and {@code DUAL_STREAM_TEST_NATS_IMAGE} name others, which must be compatible.
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

	/**
	 * System property with the image of NATS.
	 */
	public static final String NATS_IMAGE_PROPERTY = "dual-stream-test.nats-image";

	static final String KAFKA_IMAGE = "apache/kafka:4.2.1";

	static final String REDIS_IMAGE = "redis:8.2.2-alpine";

	static final String NATS_IMAGE = "nats:2.12.1-alpine";

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

	/**
	 * Creates a NATS with JetStream. Its service connection has the name {@code "nats"}.
	 * @return a container that is not started and exposes port 4222
	 */
	public static GenericContainer<?> nats() {
		return new GenericContainer<>(natsImage(new StandardEnvironment())).withExposedPorts(4222)
			.withCommand("-js")
			.waitingFor(Wait.forLogMessage(".*Server is ready.*", 1));
	}

	static DockerImageName kafkaImage(Environment environment) {
		return DockerImageName.parse(environment.getProperty(KAFKA_IMAGE_PROPERTY, KAFKA_IMAGE))
			.asCompatibleSubstituteFor("apache/kafka");
	}

	static DockerImageName redisImage(Environment environment) {
		return DockerImageName.parse(environment.getProperty(REDIS_IMAGE_PROPERTY, REDIS_IMAGE))
			.asCompatibleSubstituteFor("redis");
	}

	static DockerImageName natsImage(Environment environment) {
		return DockerImageName.parse(environment.getProperty(NATS_IMAGE_PROPERTY, NATS_IMAGE))
			.asCompatibleSubstituteFor("nats");
	}

}
