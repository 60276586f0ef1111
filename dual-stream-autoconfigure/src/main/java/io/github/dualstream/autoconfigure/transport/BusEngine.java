package io.github.dualstream.autoconfigure.transport;

import java.util.List;

/**
 * Transport of the notifications.
 */
enum BusEngine implements Engine {

	/** Redis Pub/Sub, through Lettuce. */
	REDIS(true,
			new RequiredClass("io.github.dualstream.transport.redis.RedisNotificationBus",
					"io.github.dualstream:dual-stream-redis"),
			new RequiredClass("org.springframework.data.redis.core.RedisTemplate",
					"org.springframework.boot:spring-boot-starter-data-redis"),
			new RequiredClass("io.lettuce.core.RedisClient", "io.lettuce:lettuce-core")),

	/** Core NATS. */
	NATS(true,
			new RequiredClass("io.github.dualstream.transport.nats.NatsNotificationBus",
					"io.github.dualstream:dual-stream-nats")),

	/** Memory of this process, without delivery to other instances; only by choice. */
	MEMORY(false,
			new RequiredClass("io.github.dualstream.transport.memory.InMemoryBus",
					"io.github.dualstream:dual-stream-memory")),

	/** No notifications: the durable stream only. */
	NONE(false);

	private final boolean byDefault;

	@SuppressWarnings("ImmutableEnumChecker") // the list is
	private final List<RequiredClass> required;

	BusEngine(boolean byDefault, RequiredClass... required) {
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
