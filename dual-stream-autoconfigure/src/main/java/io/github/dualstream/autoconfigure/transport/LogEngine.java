package io.github.dualstream.autoconfigure.transport;

import java.util.List;

/**
 * Transport of the log.
 */
enum LogEngine implements Engine {

	/** Kafka, through Spring Kafka. */
	KAFKA(true,
			new RequiredClass("io.github.dualstream.transport.kafka.KafkaEventLog",
					"io.github.dualstream:dual-stream-kafka"),
			new RequiredClass("org.springframework.kafka.core.KafkaTemplate",
					"org.springframework.boot:spring-boot-starter-kafka"),
			new RequiredClass("org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails",
					"org.springframework.boot:spring-boot-starter-kafka")),

	/** NATS JetStream. */
	NATS(true,
			new RequiredClass("io.github.dualstream.transport.nats.NatsEventLog",
					"io.github.dualstream:dual-stream-nats")),

	/** Redis Streams, through Lettuce; only by choice, as Redis is less durable. */
	REDIS_STREAMS(false,
			new RequiredClass("io.github.dualstream.transport.redis.streams.RedisStreamsLog",
					"io.github.dualstream:dual-stream-redis"),
			new RequiredClass("org.springframework.data.redis.core.RedisTemplate",
					"org.springframework.boot:spring-boot-starter-data-redis"),
			new RequiredClass("io.lettuce.core.RedisClient", "io.lettuce:lettuce-core")),

	/** Memory of this process, which does not survive a restart; only by choice. */
	MEMORY(false, new RequiredClass("io.github.dualstream.transport.memory.InMemoryLog",
			"io.github.dualstream:dual-stream-memory"));

	private final boolean byDefault;

	@SuppressWarnings("ImmutableEnumChecker") // the list is
	private final List<RequiredClass> required;

	LogEngine(boolean byDefault, RequiredClass... required) {
		this.byDefault = byDefault;
		this.required = List.of(required);
	}

	@Override
	public boolean isByDefault() {
		return this.byDefault;
	}

	@Override
	public List<RequiredClass> required() {
		return this.required;
	}

}
