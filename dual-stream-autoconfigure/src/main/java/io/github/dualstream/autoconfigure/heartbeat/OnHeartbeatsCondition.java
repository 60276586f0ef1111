package io.github.dualstream.autoconfigure.heartbeat;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Condition that matches if heartbeats are sent or monitored. A value that is not a
 * boolean is left to the binding, which names its property.
 */
final class OnHeartbeatsCondition extends SpringBootCondition {

	private static final String SEND = "dual-stream.heartbeat.send";

	private final OnWatchedServicesCondition watched = new OnWatchedServicesCondition();

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return "true".equalsIgnoreCase(context.getEnvironment().getProperty(SEND))
				? ConditionOutcome.match(ConditionMessage.forCondition("Heartbeats").foundExactly(SEND))
				: this.watched.getMatchOutcome(context, metadata);
	}

}
