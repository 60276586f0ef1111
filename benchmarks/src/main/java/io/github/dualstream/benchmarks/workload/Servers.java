package io.github.dualstream.benchmarks.workload;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;

/**
 * The servers to publish to, each a process of its own.
 *
 * @param kafka one broker
 * @param redis one server
 */
public record Servers(KafkaServer kafka, RedisServer redis) implements AutoCloseable {

	/**
	 * Options of the broker's JVM, which is to be as fast as it gets, unless it is for a
	 * test.
	 */
	public static final String KAFKA_JVM_OPTIONS = "-Xms1g -Xmx1g -XX:+UseG1GC";

	private static final String KAFKA_JVM_PROPERTY = "dual-stream-test.kafka-jvm-options";

	/** A run writes gigabytes, which neither disk nor page cache need to keep. */
	private static final Map<String, String> KEEP_LITTLE = Map.of("log.segment.bytes", "134217728",
			"log.retention.bytes", "134217728", "log.retention.check.interval.ms", "5000",
			"log.segment.delete.delay.ms", "1000");

	/**
	 * Start both and wait until they serve requests.
	 * @return the running servers
	 */
	public static Servers start() {
		return new Servers(startKafka(KEEP_LITTLE), RedisServer.start());
	}

	/**
	 * Start both and create the topic.
	 * @return the running servers
	 * @throws ExecutionException if Kafka does not create the topic
	 */
	public static Servers startWithTopic() throws InterruptedException, ExecutionException {
		Servers servers = start();
		Topic.create(servers).close();
		return servers;
	}

	/**
	 * Start a broker only and wait until it serves requests.
	 * @param properties of its {@code server.properties}
	 * @return the running broker
	 */
	public static KafkaServer startKafka(Map<String, String> properties) {
		System.getProperties().putIfAbsent(KAFKA_JVM_PROPERTY, KAFKA_JVM_OPTIONS);
		return KafkaServer.start(properties);
	}

	/**
	 * How Spring Boot finds them.
	 * @return properties of the form {@code name=value}
	 */
	public List<String> properties() {
		return List.of("spring.kafka.bootstrap-servers=" + this.kafka.bootstrapServers(),
				"spring.data.redis.host=" + this.redis.host(), "spring.data.redis.port=" + this.redis.port());
	}

	/**
	 * Create a client of Redis, which the caller shuts down.
	 * @return the client
	 */
	public RedisClient redisClient() {
		return RedisClient.create(RedisURI.create(this.redis.host(), this.redis.port()));
	}

	@Override
	public void close() {
		this.redis.close();
		this.kafka.close();
	}

}
