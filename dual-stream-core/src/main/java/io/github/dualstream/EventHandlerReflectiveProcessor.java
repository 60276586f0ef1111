package io.github.dualstream;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;

/**
 * Registers runtime hints for methods that handle events: their invocation by reflection,
 * and the JSON binding of the data that they take and of the state that they return. Part
 * of the annotations of such methods, by {@link Reflective}.
 */
public final class EventHandlerReflectiveProcessor implements ReflectiveProcessor {

	private final BindingReflectionHintsRegistrar json = new BindingReflectionHintsRegistrar();

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (element instanceof Method method) {
			hints.registerMethod(method, ExecutableMode.INVOKE);
			this.json.registerReflectionHints(hints, method.getGenericParameterTypes());
			if (method.getReturnType() != void.class) {
				this.json.registerReflectionHints(hints, method.getGenericReturnType());
			}
		}
	}

}
