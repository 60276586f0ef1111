package io.github.dualstream.autoconfigure.observation;

import io.github.dualstream.autoconfigure.observation.ObservationProperties.Convention;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Condition that matches if OpenTelemetry's conventions are selected, in any spelling
 * that the property allows.
 */
final class OnOpenTelemetryConventionCondition extends SpringBootCondition {

	static final String PROPERTY = "dual-stream.observation.convention";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("OpenTelemetry's conventions");
		return isSelected(context.getEnvironment()) ? ConditionOutcome.match(message.found("property").items(PROPERTY))
				: ConditionOutcome.noMatch(message.because(PROPERTY + " is another one"));
	}

	static boolean isSelected(Environment environment) {
		return Binder.get(environment)
			.bind(PROPERTY, Convention.class)
			.map((convention) -> convention == Convention.OPENTELEMETRY)
			.orElse(false);
	}

}
