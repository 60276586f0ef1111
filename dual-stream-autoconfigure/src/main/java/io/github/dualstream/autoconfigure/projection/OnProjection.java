package io.github.dualstream.autoconfigure.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.dualstream.projection.Projection;

import org.springframework.aop.scope.ScopedProxyUtils;
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
		List<String> names = (beans != null) ? namesOf(beans, this::matches) : List.of();
		return names.isEmpty() ? ConditionOutcome.noMatch(message.didNotFind("projection").atAll())
				: ConditionOutcome.match(message.found("projection", "projections").items(names));
	}

	/**
	 * Names of the beans that are projections. None is created, and no factory bean.
	 * @param beans bean factory to search
	 * @param condition condition on the annotation
	 * @return names of the beans
	 */
	static List<String> namesOf(ConfigurableListableBeanFactory beans, Predicate<Projection> condition) {
		List<String> names = new ArrayList<>();
		for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
			Projection projection = beans.findAnnotationOnBean(name, Projection.class, false);
			if (projection != null && !ScopedProxyUtils.isScopedTarget(name) && condition.test(projection)) {
				names.add(name);
			}
		}
		return names;
	}

	boolean matches(Projection projection) {
		return true;
	}

	/**
	 * Condition that matches when a projection has tables.
	 */
	static final class WithTables extends OnProjection {

		@Override
		boolean matches(Projection projection) {
			return projection.tables().length > 0;
		}

	}

}
