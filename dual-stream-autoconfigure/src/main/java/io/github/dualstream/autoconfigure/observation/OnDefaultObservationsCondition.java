package io.github.dualstream.autoconfigure.observation;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Condition that matches if no property changes all observations, disables some of them,
 * or selects another convention.
 */
final class OnDefaultObservationsCondition extends SpringBootCondition {

	private static final List<String> PROPERTIES = List.of("management.observations.key-values",
			"management.observations.enable");

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Binder binder = Binder.get(context.getEnvironment());
		ConditionMessage.Builder message = ConditionMessage.forCondition("Default observations");
		if (OnOpenTelemetryConventionCondition.isSelected(context.getEnvironment())) {
			return ConditionOutcome
				.noMatch(message.found("property").items(OnOpenTelemetryConventionCondition.PROPERTY));
		}
		return PROPERTIES.stream()
			.filter((property) -> binder.bind(property, Bindable.mapOf(String.class, String.class)).isBound())
			.findFirst()
			.map((property) -> ConditionOutcome.noMatch(message.found("property").items(property)))
			.orElseGet(() -> ConditionOutcome.match(message.because("no property changes observations")));
	}

}
