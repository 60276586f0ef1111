package io.github.dualstream.consumer.listener;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.transport.TopicRouting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.StringUtils;

/**
 * Finds the methods with {@link DualStreamListener} once all singletons exist, and
 * creates a consumer for each group of them.
 */
public final class ListenerRegistrar implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(ListenerRegistrar.class);

	private final ConfigurableListableBeanFactory beans;

	private final EventConsumers consumers;

	private final TopicRouting routing;

	private final JsonMapper mapper;

	private final String application;

	private final LateListeners lateListeners;

	/**
	 * Create the registrar.
	 * @param beans bean factory to search
	 * @param consumers registry of the consumers to create
	 * @param routing topics of source types
	 * @param mapper mapper for the data of events
	 * @param application default of the group; empty if there is none
	 * @param lateListeners check for listeners that are created afterwards
	 */
	public ListenerRegistrar(ConfigurableListableBeanFactory beans, EventConsumers consumers, TopicRouting routing,
			JsonMapper mapper, String application, LateListeners lateListeners) {
		this.beans = beans;
		this.consumers = consumers;
		this.routing = routing;
		this.mapper = mapper;
		this.application = application;
		this.lateListeners = lateListeners;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Map<String, List<Listener>> groups = new LinkedHashMap<>();
		for (ConfigurableListableBeanFactory factory : factories()) {
			for (String name : factory.getBeanNamesForType(Object.class)) {
				ListenerMethods.of(factory, name).forEach((method, annotation) -> {
					this.lateListeners.registered(name);
					Listener listener = listener(factory.getBean(name), method, annotation);
					groups.computeIfAbsent(listener.group(), (group) -> new ArrayList<>()).add(listener);
				});
			}
		}
		groups.forEach((group, listeners) -> new ListenerGroup(listeners).register(this.consumers.group(group)));
		this.lateListeners.refuse();
	}

	/** Include the parents' factories, unless their own registrar searches them. */
	private List<ConfigurableListableBeanFactory> factories() {
		List<ConfigurableListableBeanFactory> factories = new ArrayList<>(List.of(this.beans));
		BeanFactory parent = this.beans.getParentBeanFactory();
		while (parent instanceof ConfigurableListableBeanFactory factory
				&& factory.getBeanNamesForType(ListenerRegistrar.class).length == 0) {
			factories.add(factory);
			parent = factory.getParentBeanFactory();
		}
		return factories;
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
				topics(resolve(annotation.topics()), sourceTypes, listenerMethod), resolve(annotation.concurrency()),
				resolve(annotation.start()), listenerMethod);
	}

	private Set<String> topics(Set<String> named, Set<String> sourceTypes, ListenerMethod method) {
		if (!named.isEmpty()) {
			return named;
		}
		sourceTypes.forEach((sourceType) -> warnIfNotConfigured(sourceType, method));
		return sourceTypes.isEmpty() ? this.routing.all()
				: sourceTypes.stream().map(this.routing::topicOf).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * No error: the default topic is that of every source type without one of its own.
	 * Where no source type has one, none is conspicuous.
	 */
	private void warnIfNotConfigured(String sourceType, ListenerMethod method) {
		if (!this.routing.topics().isEmpty() && !this.routing.topics().containsKey(sourceType)) {
			logger.warn(
					"Listener {} takes source type '{}', which has no topic of its own below dual-stream.kafka.topics, as {}"
							+ " have; it reads the default topic '{}'. If that is meant, say so by"
							+ " 'dual-stream.kafka.topics.{}={}' or by the attribute 'topics'",
					method, sourceType, new TreeSet<>(this.routing.topics().keySet()), this.routing.defaultTopic(),
					sourceType, this.routing.defaultTopic());
		}
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
