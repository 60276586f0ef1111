package io.github.dualstream.autoconfigure.consumer;

import java.lang.reflect.Method;
import java.util.Set;

import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.consumer.DualStreamListeners;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Contributes runtime hints for methods with {@link DualStreamListener}, which are
 * invoked by reflection, and for the payloads that they take.
 */
final class ListenerAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Set<Method> methods = MethodIntrospector.selectMethods(registeredBean.getBeanClass(),
				(Method method) -> AnnotatedElementUtils.hasAnnotation(method, DualStreamListener.class)
						|| AnnotatedElementUtils.hasAnnotation(method, DualStreamListeners.class));
		if (methods.isEmpty()) {
			return null;
		}
		return (generation, code) -> methods
			.forEach((method) -> register(generation.getRuntimeHints().reflection(), method));
	}

	private static void register(ReflectionHints hints, Method method) {
		hints.registerMethod(method, ExecutableMode.INVOKE);
		new BindingReflectionHintsRegistrar().registerReflectionHints(hints, method.getGenericParameterTypes());
	}

}
