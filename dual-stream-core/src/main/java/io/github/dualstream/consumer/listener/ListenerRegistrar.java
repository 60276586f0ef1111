package io.github.dualstream.consumer.listener;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.transport.TopicRouting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ObjectUtils;
import org.springframework.util.StringUtils;
import org.springframework.validation.Validator;

/**
 * Finds the methods with {@link DualStreamListener} once all singletons exist, and
 * creates a consumer for each group of them.
 */
public final class ListenerRegistrar implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(ListenerRegistrar.class);

	private final ConfigurableListableBeanFactory beans;

	private final EventConsumers consumers;

	private final TopicRouting routing;

	private final Arguments arguments;

	private final String application;

	private final LateListeners lateListeners;

	/**
	 * Create the registrar.
	 * @param beans bean factory to search
	 * @param consumers registry of the consumers to create
	 * @param routing topics of source types
	 * @param reader reader of the data of events
	 * @param validator validator of payloads with {@code @Valid}; {@code null} if there
	 * is none
	 * @param application default of the group; empty if there is none
	 * @param lateListeners check for listeners that are created afterwards
	 */
	public ListenerRegistrar(ConfigurableListableBeanFactory beans, EventConsumers consumers, TopicRouting routing,
			DataReader reader, @Nullable Validator validator, String application, LateListeners lateListeners) {
		this.beans = beans;
		this.consumers = consumers;
		this.routing = routing;
		this.arguments = new Arguments(reader, validator, beans);
		this.application = application;
		this.lateListeners = lateListeners;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Map<String, List<Listener>> groups = new LinkedHashMap<>();
		for (ConfigurableListableBeanFactory factory : factories()) {
			for (String name : factory.getBeanNamesForType(Object.class)) {
				ListenerMethods.of(factory, name).forEach((method, annotations) -> {
					this.lateListeners.registered(name);
					for (DualStreamListener annotation : annotations) {
						Listener listener = listener(factory.getBean(name), method, annotation);
						groups.computeIfAbsent(listener.group(), (group) -> new ArrayList<>()).add(listener);
					}
				});
			}
		}
		requireDistinctIds(groups.values().stream().flatMap(List::stream).toList());
		groups.forEach((group, listeners) -> new ListenerGroup(listeners).register(this.consumers.group(group)));
		this.lateListeners.refuse();
	}

	private static void requireDistinctIds(List<Listener> listeners) {
		Map<String, Listener> ids = new HashMap<>();
		for (Listener listener : listeners) {
			Listener other = listener.id().isEmpty() ? null : ids.put(listener.id(), listener);
			if (other != null) {
				throw listener.method()
					.invalid("has the same id '" + listener.id() + "' as " + other.method(), "Give it another one.");
			}
		}
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
		ListenerMethod listenerMethod = new ListenerMethod(bean, method, filter, this.arguments);
		String group = resolve(annotation.group());
		if (annotation.ordering().length > 1) {
			throw listenerMethod.invalid("has more than one 'ordering'", "Leave one.");
		}
		if (group.isEmpty() && this.application.isEmpty()) {
			throw listenerMethod.invalid("has no consumer group",
					"Set spring.application.name, which is the default, or @DualStreamListener(group = \"...\").");
		}
		return new Listener(resolve(annotation.id()), group.isEmpty() ? defaultGroup(annotation) : group,
				annotation.broadcast(), topics(resolve(annotation.topics()), sourceTypes, listenerMethod),
				resolve(annotation.autoStartup()), resolve(annotation.concurrency()), resolve(annotation.start()),
				List.of(annotation.ordering()), resolve(annotation.maxAttempts()), resolve(annotation.initialDelay()),
				resolve(annotation.maxDelay()), List.of(annotation.fatal()), resolve(annotation.rateLimit()),
				listenerMethod);
	}

	/** A broadcast has a consumer of its own, apart from that of the group. */
	private String defaultGroup(DualStreamListener annotation) {
		return annotation.broadcast() ? this.application + "-broadcast" : this.application;
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
			.map(this::evaluate)
			.flatMap((value) -> Arrays
				.stream(ObjectUtils.toObjectArray((value instanceof Collection<?> values) ? values.toArray()
						: ObjectUtils.isArray(value) ? value
								: StringUtils.commaDelimitedListToStringArray(String.valueOf(value)))))
			.map((value) -> String.valueOf(value).strip())
			.filter((value) -> !value.isEmpty())
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private String resolve(String text) {
		return String.valueOf(evaluate(text)).strip();
	}

	/** Replace placeholders, then evaluate a SpEL expression. */
	private Object evaluate(String text) {
		String resolved = this.beans.resolveEmbeddedValue(text);
		BeanExpressionResolver expressions = this.beans.getBeanExpressionResolver();
		Object value = (expressions != null)
				? expressions.evaluate(resolved, new BeanExpressionContext(this.beans, null)) : resolved;
		return (value != null) ? value : "";
	}

}
