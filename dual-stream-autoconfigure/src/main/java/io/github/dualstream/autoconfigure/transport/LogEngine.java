package io.github.dualstream.autoconfigure.transport;

/**
 * Transport of the log.
 */
enum LogEngine {

	/** Kafka, through Spring Kafka. */
	KAFKA("io.github.dualstream.transport.kafka.KafkaEventLog", "io.github.dualstream:dual-stream-kafka"),

	/** NATS JetStream. */
	NATS("io.github.dualstream.transport.nats.NatsEventLog", "io.github.dualstream:dual-stream-nats"),

	/** Redis Streams, through Lettuce. */
	REDIS_STREAMS("io.github.dualstream.transport.redis.streams.RedisStreamsLog",
			"io.github.dualstream:dual-stream-redis"),

	/** Memory of this process, which does not survive a restart. */
	MEMORY("io.github.dualstream.transport.memory.InMemoryLog", "io.github.dualstream:dual-stream-memory");

	private final String requiredClass;

	private final String dependency;

	LogEngine(String requiredClass, String dependency) {
		this.requiredClass = requiredClass;
		this.dependency = dependency;
	}

	/**
	 * Return a class that is on the class path if and only if the transport can be used.
	 * @return name of the class
	 */
	String requiredClass() {
		return this.requiredClass;
	}

	/**
	 * Return the dependency that provides the transport.
	 * @return group and artifact
	 */
	String dependency() {
		return this.dependency;
	}

}
