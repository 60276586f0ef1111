package io.github.dualstream.consumer.listener;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.consumer.DualStreamListener;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationCollectors;
import org.springframework.core.annotation.MergedAnnotationPredicates;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Finds the methods with {@link DualStreamListener}.
 */
final class ListenerMethods {

	private ListenerMethods() {
	}

	/** Find the methods of a bean, by the class behind its proxies. */
	static Map<Method, Set<DualStreamListener>> of(ConfigurableListableBeanFactory beans, String name) {
		if (ScopedProxyUtils.isScopedTarget(name)) {
			return Map.of();
		}
		Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
		String target = ScopedProxyUtils.getTargetBeanName(name);
		if (type != null && ScopedObject.class.isAssignableFrom(type) && beans.containsBean(target)) {
			type = AutoProxyUtils.determineTargetClass(beans, target);
		}
		return (type != null) ? of(type) : Map.of();
	}

	static Map<Method, Set<DualStreamListener>> of(Class<?> type) {
		return isCandidate(type)
				? MethodIntrospector.selectMethods(type,
						(MethodIntrospector.MetadataLookup<@Nullable Set<DualStreamListener>>) ListenerMethods::of)
				: Map.of();
	}

	private static @Nullable Set<DualStreamListener> of(Method method) {
		Set<DualStreamListener> annotations = MergedAnnotations
			.from(method, MergedAnnotations.SearchStrategy.TYPE_HIERARCHY)
			.stream(DualStreamListener.class)
			// those of an overridden method count only if there are none here
			.filter(MergedAnnotationPredicates.firstRunOf(MergedAnnotation::getAggregateIndex))
			.collect(MergedAnnotationCollectors.toAnnotationSet());
		return annotations.isEmpty() ? null : annotations;
	}

	/**
	 * Most beans of an application are Spring's; searching them would delay its startup.
	 */
	private static boolean isCandidate(Class<?> type) {
		return !type.getName().startsWith("org.springframework.")
				&& AnnotationUtils.isCandidateClass(type, DualStreamListener.class);
	}

}
