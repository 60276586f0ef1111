package io.github.dualstream.autoconfigure.transport;

/**
 * Transport of the log.
 */
enum LogEngine {

	/** Kafka, through Spring Kafka. */
	KAFKA("io.github.dualstream.transport.kafka.KafkaEventLog", "io.github.dualstream:dual-stream-kafka", true),

	/** NATS JetStream. */
	NATS("io.github.dualstream.transport.nats.NatsEventLog", "io.github.dualstream:dual-stream-nats", true),

	/** Redis Streams, through Lettuce. */
	REDIS_STREAMS("io.github.dualstream.transport.redis.streams.RedisStreamsLog",
			"io.github.dualstream:dual-stream-redis", false),

	/** Memory of this process, which does not survive a restart. */
	MEMORY("io.github.dualstream.transport.memory.InMemoryLog", "io.github.dualstream:dual-stream-memory", false);

	private final String requiredClass;

	private final String dependency;

	private final boolean byDefault;

	LogEngine(String requiredClass, String dependency, boolean byDefault) {
		this.requiredClass = requiredClass;
		this.dependency = dependency;
		this.byDefault = byDefault;
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

	/**
	 * Whether the transport is used without being selected.
	 * @return {@code false} if it has to be selected by name
	 */
	boolean isByDefault() {
		return this.byDefault;
	}

}
