package io.github.dualstream.autoconfigure.transport;

import org.jspecify.annotations.Nullable;

/**
 * Transport of the notifications.
 */
enum BusEngine {

	/** Redis Pub/Sub, through Lettuce. */
	REDIS("io.github.dualstream.transport.redis.RedisNotificationBus", "io.github.dualstream:dual-stream-redis"),

	/** Core NATS. */
	NATS("io.github.dualstream.transport.nats.NatsNotificationBus", "io.github.dualstream:dual-stream-nats"),

	/** Memory of this process, without delivery to other instances. */
	MEMORY("io.github.dualstream.transport.memory.InMemoryBus", "io.github.dualstream:dual-stream-memory"),

	/** No notifications: the durable stream only. */
	NONE(null, "");

	private final @Nullable String requiredClass;

	private final String dependency;

	BusEngine(@Nullable String requiredClass, String dependency) {
		this.requiredClass = requiredClass;
		this.dependency = dependency;
	}

	/**
	 * Return a class that is on the class path if and only if the transport can be used.
	 * @return name of the class; {@code null} if the transport requires none
	 */
	@Nullable String requiredClass() {
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
