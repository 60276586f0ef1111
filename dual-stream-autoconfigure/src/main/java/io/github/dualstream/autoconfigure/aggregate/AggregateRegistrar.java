package io.github.dualstream.autoconfigure.aggregate;

import java.util.List;
import java.util.stream.Stream;

import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.aggregate.Decider;
import io.github.dualstream.aggregate.EventSourced;
import io.github.dualstream.aggregate.InvalidAggregateException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Defines an {@link Aggregates} bean for each class with {@link EventSourced} in the
 * packages of the application, and for each {@link Decider} bean.
 */
final class AggregateRegistrar implements BeanDefinitionRegistryPostProcessor, EnvironmentAware {

	static final String BEAN_NAME_PREFIX = "dualStreamAggregates.";

	private static final String OF_CLASS = "ofClass";

	private @Nullable Environment environment;

	private @Nullable List<String> classNames;

	/**
	 * Names of the classes with {@link EventSourced}, so that none are searched for.
	 * @param classNames names as of {@link #classNames(ConfigurableListableBeanFactory)}
	 */
	public void setClassNames(List<String> classNames) {
		this.classNames = classNames;
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		Assert.isInstanceOf(ConfigurableListableBeanFactory.class, registry);
		ConfigurableListableBeanFactory beans = (ConfigurableListableBeanFactory) registry;
		registerClasses(registry, beans);
		registerDeciders(registry, beans);
	}

	private void registerClasses(BeanDefinitionRegistry registry, ConfigurableListableBeanFactory beans) {
		for (String name : (this.classNames != null) ? this.classNames : scan(packages(beans))) {
			Class<?> type = ClassUtils.resolveClassName(name, beans.getBeanClassLoader());
			if (!Decider.class.isAssignableFrom(type)) {
				register(registry, ResolvableType.forClass(type), OF_CLASS, type);
			}
		}
	}

	private List<String> scan(List<String> basePackages) {
		ClassPathScanningCandidateComponentProvider scanner = scanner();
		return basePackages.stream()
			.flatMap((basePackage) -> scanner.findCandidateComponents(basePackage).stream())
			.map((candidate) -> String.valueOf(candidate.getBeanClassName()))
			.toList();
	}

	private static List<String> packages(BeanFactory beans) {
		return AutoConfigurationPackages.has(beans) ? AutoConfigurationPackages.get(beans) : List.of();
	}

	private ClassPathScanningCandidateComponentProvider scanner() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		if (this.environment != null) {
			scanner.setEnvironment(this.environment);
		}
		scanner.addIncludeFilter(new AnnotationTypeFilter(EventSourced.class));
		return scanner;
	}

	/**
	 * Names of the classes with {@link EventSourced} for which beans are defined.
	 * @param beans bean factory after the registrar
	 * @return the names
	 */
	static List<String> classNames(ConfigurableListableBeanFactory beans) {
		return Stream.of(beans.getBeanDefinitionNames())
			.filter((name) -> name.startsWith(BEAN_NAME_PREFIX)
					&& OF_CLASS.equals(beans.getBeanDefinition(name).getFactoryMethodName()))
			.map((name) -> name.substring(BEAN_NAME_PREFIX.length()))
			.toList();
	}

	private static void registerDeciders(BeanDefinitionRegistry registry, ConfigurableListableBeanFactory beans) {
		for (String name : beans.getBeanNamesForType(Decider.class, true, false)) {
			register(registry, stateOf(name, beans), "ofDecider", new RuntimeBeanReference(name));
		}
	}

	private static ResolvableType stateOf(String decider, ConfigurableListableBeanFactory beans) {
		ResolvableType declared = beans.getMergedBeanDefinition(decider).getResolvableType().as(Decider.class);
		Class<?> type = beans.getType(decider, false);
		ResolvableType resolved = (declared.getGeneric(2).resolve() == null && type != null)
				? ResolvableType.forClass(type).as(Decider.class) : declared;
		if (resolved.getGeneric(2).resolve() == null) {
			throw new InvalidAggregateException("Decider bean '" + decider + "' does not declare the type of its state",
					"Let the return type of its @Bean method be its class, or Decider<Command, Event, State>.");
		}
		return resolved.getGeneric(2);
	}

	private static void register(BeanDefinitionRegistry registry, ResolvableType state, String factoryMethod,
			Object argument) {
		RootBeanDefinition definition = new RootBeanDefinition(AggregateBeans.class);
		definition.setFactoryMethodName(factoryMethod);
		definition.setTargetType(ResolvableType.forClassWithGenerics(Aggregates.class, state));
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, argument);
		definition.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
		registry.registerBeanDefinition(BEAN_NAME_PREFIX + state.toClass().getName(), definition);
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
	}

}
