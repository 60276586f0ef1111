package io.github.dualstream.autoconfigure.aggregate;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.dualstream.aggregate.Upcaster;
import io.github.dualstream.aggregate.Upcasters;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds the beans that have methods with {@link Upcaster}.
 */
final class UpcasterBeans {

	private UpcasterBeans() {
	}

	static Upcasters find(ConfigurableListableBeanFactory beans) {
		List<Object> found = new ArrayList<>();
		// without factory beans: their objects are not of this application
		for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
			if (!ScopedProxyUtils.isScopedTarget(name)
					&& !methodsOf(AutoProxyUtils.determineTargetClass(beans, name)).isEmpty()) {
				found.add(beans.getBean(name));
			}
		}
		return Upcasters.of(found);
	}

	/** Methods of a class with {@link Upcaster}. */
	static Set<Method> methodsOf(@Nullable Class<?> type) {
		if (type == null || !AnnotationUtils.isCandidateClass(type, Upcaster.class)) {
			return Set.of();
		}
		return MethodIntrospector.selectMethods(type,
				(Method method) -> AnnotatedElementUtils.hasAnnotation(method, Upcaster.class));
	}

}
