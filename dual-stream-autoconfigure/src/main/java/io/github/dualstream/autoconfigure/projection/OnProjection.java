package io.github.dualstream.autoconfigure.projection;

import java.util.Arrays;
import java.util.Objects;

import io.github.dualstream.projection.Projection;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Condition that matches when there is a bean with {@link Projection}.
 */
class OnProjection extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public final ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(getClass().getSimpleName());
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		String[] names = (beans != null) ? beans.getBeanNamesForAnnotation(Projection.class) : new String[0];
		return Arrays.stream(names).anyMatch((name) -> matches(Objects.requireNonNull(beans), name))
				? ConditionOutcome.match(message.found("projection", "projections").items((Object[]) names))
				: ConditionOutcome.noMatch(message.didNotFind("projection").atAll());
	}

	private boolean matches(ConfigurableListableBeanFactory beans, String name) {
		return matches(beans.findAnnotationOnBean(name, Projection.class, false));
	}

	boolean matches(@Nullable Projection projection) {
		return projection != null;
	}

	/**
	 * Condition that matches when a projection has tables.
	 */
	static final class WithTables extends OnProjection {

		@Override
		boolean matches(@Nullable Projection projection) {
			return projection != null && projection.tables().length > 0;
		}

	}

}
