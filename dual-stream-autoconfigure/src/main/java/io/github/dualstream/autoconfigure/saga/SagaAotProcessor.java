package io.github.dualstream.autoconfigure.saga;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;

import io.github.dualstream.saga.Compensation;
import io.github.dualstream.saga.Deadline;
import io.github.dualstream.saga.On;
import io.github.dualstream.saga.Saga;
import io.github.dualstream.saga.StartOn;
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
 * Contributes runtime hints for the methods of {@link Saga} beans, which are invoked by
 * reflection, and for the events and the state that they take and return.
 */
final class SagaAotProcessor implements BeanRegistrationAotProcessor {

	private static final Set<Class<? extends Annotation>> STEPS = Set.of(StartOn.class, On.class, Deadline.class,
			Compensation.class);

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Class<?> saga = registeredBean.getBeanClass();
		if (!AnnotatedElementUtils.hasAnnotation(saga, Saga.class)) {
			return null;
		}
		Set<Method> methods = MethodIntrospector.selectMethods(saga, (Method method) -> STEPS.stream()
			.anyMatch((step) -> AnnotatedElementUtils.hasAnnotation(method, step)));
		return (generation, code) -> methods
			.forEach((method) -> register(generation.getRuntimeHints().reflection(), method));
	}

	private static void register(ReflectionHints hints, Method method) {
		hints.registerMethod(method, ExecutableMode.INVOKE);
		BindingReflectionHintsRegistrar json = new BindingReflectionHintsRegistrar();
		json.registerReflectionHints(hints, method.getGenericParameterTypes());
		if (method.getReturnType() != void.class) {
			json.registerReflectionHints(hints, method.getGenericReturnType());
		}
	}

}
