package io.github.dualstream.autoconfigure.heartbeat;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Conditional;

/**
 * Matches where heartbeats are sent or watched.
 */
final class OnHeartbeatsCondition extends AnyNestedCondition {

	OnHeartbeatsCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnBooleanProperty("dual-stream.heartbeat.send")
	static final class Sent {

	}

	@Conditional(OnWatchedServicesCondition.class)
	static final class Watched {

	}

}
