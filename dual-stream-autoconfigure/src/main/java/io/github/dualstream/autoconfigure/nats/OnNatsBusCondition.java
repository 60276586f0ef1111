package io.github.dualstream.autoconfigure.nats;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Condition that matches when NATS carries the notifications: by choice, or without one
 * if Redis is not on the class path.
 */
final class OnNatsBusCondition extends AnyNestedCondition {

	OnNatsBusCondition() {
		super(ConfigurationPhase.PARSE_CONFIGURATION);
	}

	@ConditionalOnProperty(name = "dual-stream.transport.bus", havingValue = "nats")
	static class Chosen {

	}

	@ConditionalOnProperty(name = "dual-stream.transport.bus", havingValue = "nats", matchIfMissing = true)
	@ConditionalOnMissingClass("io.github.dualstream.transport.redis.RedisNotificationBus")
	static class WithoutRedis {

	}

	@ConditionalOnProperty(name = "dual-stream.transport.bus", havingValue = "nats", matchIfMissing = true)
	@ConditionalOnMissingClass("org.springframework.data.redis.core.RedisTemplate")
	static class WithoutSpringDataRedis {

	}

	@ConditionalOnProperty(name = "dual-stream.transport.bus", havingValue = "nats", matchIfMissing = true)
	@ConditionalOnMissingClass("io.lettuce.core.RedisClient")
	static class WithoutLettuce {

	}

}
