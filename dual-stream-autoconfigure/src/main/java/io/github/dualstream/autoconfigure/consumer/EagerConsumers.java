package io.github.dualstream.autoconfigure.consumer;

import java.lang.reflect.Modifier;

import io.github.dualstream.consumer.EventConsumer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.core.type.MethodMetadata;

/**
 * Leaves out of {@code spring.main.lazy-initialization} what handles events: consumers,
 * and beans of the application whose declared type may hide that they have listeners.
 * Where the type shows them, they are found without this.
 */
final class EagerConsumers implements LazyInitializationExcludeFilter {

	@Override
	public boolean isExcluded(String name, BeanDefinition definition, @Nullable Class<?> type) {
		if (type == null) {
			return false;
		}
		return EventConsumer.class.isAssignableFrom(type) || hidesItsClass(definition, type);
	}

	/** The class of what a method returns is seen only when it has returned it. */
	private static boolean hidesItsClass(BeanDefinition definition, Class<?> type) {
		MethodMetadata method = (definition instanceof AnnotatedBeanDefinition annotated)
				? annotated.getFactoryMethodMetadata() : null;
		return method != null && !Modifier.isFinal(type.getModifiers()) && isOfTheApplication(method);
	}

	private static boolean isOfTheApplication(MethodMetadata method) {
		return !method.getDeclaringClassName().startsWith("org.springframework.")
				&& !method.getDeclaringClassName().startsWith("io.github.dualstream.autoconfigure.");
	}

}
