package io.github.dualstream.autoconfigure.aggregate;

import java.lang.reflect.Method;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;

/**
 * Contributes runtime hints for methods with
 * {@link io.github.dualstream.aggregate.Upcaster}, which are invoked by reflection.
 */
final class UpcasterAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Set<Method> methods = UpcasterBeans.methodsOf(registeredBean.getBeanClass());
		if (methods.isEmpty()) {
			return null;
		}
		return (generation, code) -> methods.forEach(
				(method) -> generation.getRuntimeHints().reflection().registerMethod(method, ExecutableMode.INVOKE));
	}

}
