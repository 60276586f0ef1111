package io.github.dualstream.consumer.listener;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.dualstream.Event;
import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.validation.Validator;

/**
 * Methods of a bean that handle events, with the arguments of listeners and one that
 * comes with each call. An event is handled by the one method that accepts it. Not
 * thread-safe while methods are added.
 */
public final class EventMethods {

	private final Object bean;

	private final Class<? extends Annotation> annotation;

	private final Class<?> provided;

	private final Arguments arguments;

	private final List<ListenerMethod> methods = new ArrayList<>();

	/**
	 * Create an object without methods.
	 * @param bean object with the methods
	 * @param annotation annotation of the methods, for error messages
	 * @param provided class of the argument that comes with each call
	 * @param reader reader of the data of events
	 * @param validator validator of payloads with {@code @Valid}; {@code null} if there
	 * is none
	 * @param beans bean factory that resolves the attributes of annotations
	 */
	public EventMethods(Object bean, Class<? extends Annotation> annotation, Class<?> provided, DataReader reader,
			@Nullable Validator validator, ConfigurableBeanFactory beans) {
		this.bean = bean;
		this.annotation = annotation;
		this.provided = provided;
		this.arguments = new Arguments(reader, validator, beans);
	}

	/**
	 * Add a method.
	 * @param method the method
	 * @param sourceTypes accepted source types; all if empty
	 * @param types accepted event types, or prefixes of them ({@code order.*}); all if
	 * empty
	 * @throws InvalidListenerException if the method is not valid, or could accept the
	 * same events as another one
	 */
	public void add(Method method, Collection<String> sourceTypes, Collection<String> types) {
		ListenerMethod added = new ListenerMethod(this.bean, method, this.annotation,
				new EventFilter(Set.copyOf(sourceTypes), List.copyOf(types)), this.arguments, this.provided);
		for (ListenerMethod other : this.methods) {
			if (added.filter().overlaps(other.filter())) {
				throw added.invalid("could accept the same events as " + other,
						"Distinguish them by 'types' or 'sourceTypes'.");
			}
		}
		this.methods.add(added);
	}

	/**
	 * Source types of the accepted events.
	 * @return the types; empty if a method accepts all
	 */
	public Set<String> sourceTypes() {
		Set<String> sourceTypes = new LinkedHashSet<>();
		for (ListenerMethod method : this.methods) {
			if (method.filter().sourceTypes().isEmpty()) {
				return Set.of();
			}
			sourceTypes.addAll(method.filter().sourceTypes());
		}
		return sourceTypes;
	}

	/**
	 * Whether a method accepts an event.
	 * @param event the event
	 * @return whether it would be handled
	 */
	public boolean accepts(Event event) {
		return methodOf(event) != null;
	}

	/**
	 * Handle events, one call for each. Consecutive events of a method that takes a list
	 * are handled in one call.
	 * @param events accepted events, in their order
	 * @param provided argument that comes with each call
	 * @throws Exception thrown by a method
	 */
	public void handle(List<StoredEvent> events, Object provided) throws Exception {
		int end;
		for (int begin = 0; begin < events.size(); begin = end) {
			ListenerMethod method = methodOf(events.get(begin).event());
			end = begin + 1;
			if (method == null) {
				continue;
			}
			while (method.isBatch() && end < events.size() && methodOf(events.get(end).event()) == method) {
				end++;
			}
			method.handle(events.subList(begin, end), provided);
		}
	}

	private @Nullable ListenerMethod methodOf(Event event) {
		for (ListenerMethod method : this.methods) {
			if (method.filter().takes(event)) {
				return method;
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return this.methods.toString();
	}

}
