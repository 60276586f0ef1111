package io.github.dualstream.aggregate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.Event;
import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * Event types of one aggregate, in both directions: from a type to the class of its data,
 * and from the class to the type.
 */
final class PayloadTypes {

	private final Map<String, PayloadType> byName = new LinkedHashMap<>();

	private final Map<Class<?>, PayloadType> byClass = new LinkedHashMap<>();

	private PayloadTypes() {
	}

	static PayloadTypes of(Collection<Class<?>> classes) {
		PayloadTypes types = new PayloadTypes();
		classes.forEach((javaClass) -> types.add(javaClass, javaClass.getAnnotation(EventType.class)));
		return types;
	}

	private void add(Class<?> javaClass, EventType annotation) {
		PayloadType type = PayloadType.of(javaClass, annotation);
		PayloadType other = this.byName.putIfAbsent(type.name(), type);
		if (other != null && other.javaClass() != javaClass) {
			throw new InvalidAggregateException(
					javaClass.getName() + " and " + other.javaClass().getName() + " both have event type '"
							+ type.name() + "'",
					"Leave one class per event type; for data of an earlier version, write an @Upcaster.");
		}
		this.byClass.put(javaClass, type);
	}

	/**
	 * Find the classes with {@link EventType} that a declared type stands for.
	 * @param declared the class itself, or a sealed type of such classes
	 * @param usage place that declares it
	 */
	static Set<Class<?>> permitted(Class<?> declared, String usage) {
		if (declared.isAnnotationPresent(EventType.class)) {
			return Set.of(declared);
		}
		if (!declared.isSealed()) {
			throw new InvalidAggregateException(
					usage + " refers to " + declared.getName() + ", which has no event type",
					"Annotate it with @EventType(\"...\"), or make it a sealed type of classes with that annotation.");
		}
		Set<Class<?>> classes = new LinkedHashSet<>();
		for (Class<?> permitted : declared.getPermittedSubclasses()) {
			classes.addAll(permitted(permitted, usage));
		}
		return classes;
	}

	Collection<PayloadType> all() {
		return this.byName.values();
	}

	@Nullable PayloadType named(String name) {
		return this.byName.get(name);
	}

	/**
	 * Create an event.
	 * @param source source of the event
	 * @param data data of the event
	 * @throws IllegalArgumentException if the class of the data is not known
	 */
	Event event(Source source, Object data) {
		PayloadType type = this.byClass.get(data.getClass());
		if (type == null) {
			throw new IllegalArgumentException("The decision about '" + source + "' returned a "
					+ data.getClass().getName() + ", which is no event of this aggregate; it has "
					+ this.byClass.keySet().stream().map(Class::getSimpleName).sorted().toList());
		}
		return Event.builder().source(source).type(type.name()).version(type.version()).data(data).build();
	}

}
