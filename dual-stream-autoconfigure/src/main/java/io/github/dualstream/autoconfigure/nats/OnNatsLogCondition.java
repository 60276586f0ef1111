package io.github.dualstream.autoconfigure.nats;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Condition that matches when the log is on NATS: by choice, or without one if Kafka is
 * not on the class path.
 */
final class OnNatsLogCondition extends AnyNestedCondition {

	OnNatsLogCondition() {
		super(ConfigurationPhase.PARSE_CONFIGURATION);
	}

	@ConditionalOnProperty(name = "dual-stream.transport.log", havingValue = "nats")
	static class Chosen {

	}

	@ConditionalOnProperty(name = "dual-stream.transport.log", havingValue = "nats", matchIfMissing = true)
	@ConditionalOnMissingClass("io.github.dualstream.transport.kafka.KafkaEventLog")
	static class WithoutKafka {

	}

	@ConditionalOnProperty(name = "dual-stream.transport.log", havingValue = "nats", matchIfMissing = true)
	@ConditionalOnMissingClass("org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails")
	static class WithoutBootKafka {

	}

	@ConditionalOnProperty(name = "dual-stream.transport.log", havingValue = "nats", matchIfMissing = true)
	@ConditionalOnMissingClass("org.springframework.kafka.core.KafkaTemplate")
	static class WithoutSpringKafka {

	}

}
