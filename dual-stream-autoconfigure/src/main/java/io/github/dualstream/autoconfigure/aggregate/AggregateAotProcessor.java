package io.github.dualstream.autoconfigure.aggregate;

import java.util.List;
import java.util.function.Predicate;

import io.github.dualstream.aggregate.AggregateHintsRegistrar;
import io.github.dualstream.aggregate.Decider;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.generate.GenerationContext;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragments;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragmentsDecorator;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.javapoet.CodeBlock;
import org.springframework.util.ClassUtils;

/**
 * Gives {@link AggregateRegistrar} the classes that it finds at build time, as a native
 * image has no class path to scan, and contributes runtime hints for them and for the
 * events of {@link Decider} beans.
 */
final class AggregateAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		if (registeredBean.getBeanClass() == AggregateRegistrar.class) {
			return BeanRegistrationAotContribution
				.withCustomCodeFragments((fragments) -> new KnownClasses(fragments, registeredBean.getBeanFactory()));
		}
		ResolvableType decider = registeredBean.getBeanType().as(Decider.class);
		Class<?> events = decider.getGeneric(1).resolve();
		Class<?> state = decider.getGeneric(2).resolve();
		if (events == null || state == null) {
			return null;
		}
		return (generation, code) -> new AggregateHintsRegistrar()
			.registerDecider(generation.getRuntimeHints().reflection(), state, events);
	}

	/**
	 * Code that defines the registrar with the classes as a property, and their hints.
	 */
	private static final class KnownClasses extends BeanRegistrationCodeFragmentsDecorator {

		private final ConfigurableListableBeanFactory beans;

		KnownClasses(BeanRegistrationCodeFragments fragments, ConfigurableListableBeanFactory beans) {
			super(fragments);
			this.beans = beans;
		}

		@Override
		public CodeBlock generateSetBeanDefinitionPropertiesCode(GenerationContext generation,
				BeanRegistrationCode code, RootBeanDefinition beanDefinition, Predicate<String> attributes) {
			List<String> classNames = AggregateRegistrar.classNames(this.beans);
			AggregateHintsRegistrar hints = new AggregateHintsRegistrar();
			classNames.forEach((name) -> hints.registerStateClass(generation.getRuntimeHints().reflection(),
					ClassUtils.resolveClassName(name, this.beans.getBeanClassLoader())));
			RootBeanDefinition definition = new RootBeanDefinition(beanDefinition);
			definition.getPropertyValues().add("classNames", classNames);
			return super.generateSetBeanDefinitionPropertiesCode(generation, code, definition, attributes);
		}

	}

}
