package io.github.dualstream.consumer.listener;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.transport.TopicRouting;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.StringUtils;

/**
 * Finds the methods with {@link DualStreamListener} once all beans are made, and creates
 * a consumer for each group of them.
 */
public final class ListenerRegistrar implements SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beans;

	private final EventConsumers consumers;

	private final TopicRouting routing;

	private final JsonMapper mapper;

	private final String application;

	/**
	 * Create the registrar.
	 * @param beans where to look
	 * @param consumers where to create consumers
	 * @param routing tells the topics of source types
	 * @param mapper reads the data of events
	 * @param application default of the group; empty if there is none
	 */
	public ListenerRegistrar(ConfigurableListableBeanFactory beans, EventConsumers consumers, TopicRouting routing,
			JsonMapper mapper, String application) {
		this.beans = beans;
		this.consumers = consumers;
		this.routing = routing;
		this.mapper = mapper;
		this.application = application;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Map<String, List<Listener>> groups = new LinkedHashMap<>();
		for (String name : this.beans.getBeanNamesForType(Object.class)) {
			annotatedMethods(name).forEach((method, annotation) -> {
				Listener listener = listener(this.beans.getBean(name), method, annotation);
				groups.computeIfAbsent(listener.group(), (group) -> new ArrayList<>()).add(listener);
			});
		}
		groups.forEach((group, listeners) -> new ListenerGroup(listeners).register(this.consumers.group(group)));
	}

	private Map<Method, DualStreamListener> annotatedMethods(String name) {
		Class<?> type = AutoProxyUtils.determineTargetClass(this.beans, name);
		if (type == null || ScopedProxyUtils.isScopedTarget(name) || !isCandidate(type)) {
			return Map.of();
		}
		return MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<@Nullable DualStreamListener>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, DualStreamListener.class));
	}

	/**
	 * Most beans of an application are Spring's; looking through them delays its start.
	 */
	private static boolean isCandidate(Class<?> type) {
		return !type.getName().startsWith("org.springframework.")
				&& AnnotationUtils.isCandidateClass(type, DualStreamListener.class);
	}

	private Listener listener(Object bean, Method method, DualStreamListener annotation) {
		Set<String> sourceTypes = resolve(annotation.sourceTypes());
		EventFilter filter = new EventFilter(sourceTypes, List.copyOf(resolve(annotation.types())));
		ListenerMethod listenerMethod = new ListenerMethod(bean, method, filter, this.mapper);
		String group = resolve(annotation.group());
		if (group.isEmpty() && this.application.isEmpty()) {
			throw listenerMethod.invalid("has no consumer group",
					"Set spring.application.name, which is the default, or @DualStreamListener(group = \"...\").");
		}
		return new Listener(group.isEmpty() ? this.application : group,
				topics(resolve(annotation.topics()), sourceTypes), resolve(annotation.concurrency()),
				resolve(annotation.start()), listenerMethod);
	}

	private Set<String> topics(Set<String> named, Set<String> sourceTypes) {
		if (!named.isEmpty()) {
			return named;
		}
		return sourceTypes.isEmpty() ? this.routing.all()
				: sourceTypes.stream().map(this.routing::topicOf).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private Set<String> resolve(String[] texts) {
		return Arrays.stream(texts)
			.map(this::resolve)
			.flatMap((text) -> Arrays.stream(StringUtils.commaDelimitedListToStringArray(text)))
			.map(String::strip)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private String resolve(String text) {
		String resolved = this.beans.resolveEmbeddedValue(text);
		return (resolved != null) ? resolved.strip() : "";
	}

}
