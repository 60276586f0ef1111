package io.github.dualstream.faults;

import java.util.Locale;
import java.util.function.Supplier;

import io.github.dualstream.test.NatsServer;

/**
 * Engines that are put under faults.
 */
public enum EngineKind {

	KAFKA(KafkaUnderFaults::new),

	NATS(NatsUnderFaults::new),

	REDIS_STREAMS(RedisStreamsUnderFaults::new);

	@SuppressWarnings("ImmutableEnumChecker") // constructors
	private final Supplier<EngineUnderFaults> start;

	EngineKind(Supplier<EngineUnderFaults> start) {
		this.start = start;
	}

	/**
	 * Start its servers.
	 * @return the running engine, to be closed
	 */
	public EngineUnderFaults start() {
		return this.start.get();
	}

	/**
	 * Whether this machine has what it needs.
	 * @return whether it can be started
	 */
	public boolean isInstalled() {
		return this != NATS || NatsServer.isInstalled();
	}

	/** Its name in the configuration. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
