package io.github.dualstream.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Engine that can carry notifications.
 */
public enum BusEngine {

	/** Redis Pub/Sub, through Lettuce. */
	REDIS("io.github.dualstream.transport.redis.RedisNotificationBus", "io.github.dualstream:dual-stream-redis"),

	/** Memory of this process: other instances hear nothing. */
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
	 * Return a class that is on the class path exactly if the engine can be used.
	 * @return name of the class; {@code null} if the engine needs none
	 */
	public @Nullable String requiredClass() {
		return this.requiredClass;
	}

	/**
	 * Return the dependency that brings the engine.
	 * @return group and artifact
	 */
	public String dependency() {
		return this.dependency;
	}

}
