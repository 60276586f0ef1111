package io.github.dualstream.autoconfigure.consumer;

import java.lang.reflect.Modifier;

import io.github.dualstream.consumer.EventConsumer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.core.type.MethodMetadata;

/**
 * Excludes consumers from {@code spring.main.lazy-initialization}, and beans of the
 * application whose declared type may hide their listeners. Other listeners are found by
 * their type.
 */
final class EagerConsumers implements LazyInitializationExcludeFilter {

	@Override
	public boolean isExcluded(String name, BeanDefinition definition, @Nullable Class<?> type) {
		if (type == null) {
			return false;
		}
		return EventConsumer.class.isAssignableFrom(type) || hidesItsClass(definition, type);
	}

	/**
	 * Whether the class of a bean is known only after its factory method has returned.
	 */
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
