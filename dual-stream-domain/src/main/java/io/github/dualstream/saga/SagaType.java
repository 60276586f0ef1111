package io.github.dualstream.saga;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.StringUtils;

/**
 * Kind of saga: its name, its events and its methods. Thread-safe.
 */
public final class SagaType {

	/** Type of the events that a saga receives when a deadline has passed. */
	static final String DEADLINE = "saga.deadline";

	/** Property of their data with the name of the deadline. */
	static final String DEADLINE_NAME = "deadline";

	private final Saga declaration;

	private final Class<?> declaredBy;

	private final Class<?> state;

	private final JsonMapper mapper;

	private final Map<String, SagaMethod> starts = new LinkedHashMap<>();

	private final Map<String, SagaMethod> steps = new LinkedHashMap<>();

	private final Map<String, SagaMethod> deadlines = new LinkedHashMap<>();

	private final Map<String, SagaMethod> compensations = new LinkedHashMap<>();

	/** Paths to the id of the saga, by type of the event. */
	private final Map<String, String> keys = new LinkedHashMap<>();

	/** Types of events that wait for their saga. */
	private final Set<String> waiting = new TreeSet<>();

	private SagaType(Object bean, Class<?> declaredBy, Saga declaration, JsonMapper mapper,
			Function<Type, Function<Event, @Nullable Object>> readers) {
		this.declaration = declaration;
		this.declaredBy = declaredBy;
		this.mapper = mapper;
		requireName();
		Map<Method, StartOn> starting = methods(StartOn.class);
		this.state = stateOf(starting.keySet());
		starting.forEach((method, on) -> {
			add(this.starts, on.value(), new SagaMethod(bean, method, this.state, readers));
			key(on.value(), on.key());
		});
		methods(On.class).forEach((method, on) -> {
			add(this.steps, on.value(), new SagaMethod(bean, method, this.state, readers));
			key(on.value(), on.key());
			if (on.waits()) {
				this.waiting.add(on.value());
			}
		});
		methods(Deadline.class)
			.forEach((method, on) -> add(this.deadlines, on.value(), new SagaMethod(bean, method, this.state, null)));
		methods(Compensation.class).forEach(
				(method, on) -> add(this.compensations, on.value(), new SagaMethod(bean, method, this.state, null)));
	}

	/**
	 * Create the type of a bean.
	 * @param bean bean whose class has {@link Saga}
	 * @param mapper mapper for the state, and for ids within the data of events
	 * @param readers functions that read the data of an event as a type
	 * @return the type
	 * @throws InvalidSagaException if the class is not valid
	 */
	public static SagaType of(Object bean, JsonMapper mapper,
			Function<Type, Function<Event, @Nullable Object>> readers) {
		Class<?> declaredBy = AopUtils.getTargetClass(bean);
		Saga declaration = AnnotatedElementUtils.findMergedAnnotation(declaredBy, Saga.class);
		if (declaration == null) {
			throw new InvalidSagaException(declaredBy.getName() + " is no saga", "Annotate it with @Saga(\"...\").");
		}
		return new SagaType(bean, declaredBy, declaration, mapper, readers);
	}

	private void requireName() {
		try {
			Source unused = new Source(name(), "1");
		}
		catch (RuntimeException ex) {
			throw new InvalidSagaException(
					this + " has the name '" + name() + "', which is not valid: " + ex.getMessage(),
					"Set @Saga to a name such as order-fulfilment.");
		}
	}

	private <A extends Annotation> Map<Method, A> methods(Class<A> annotation) {
		return MethodIntrospector.selectMethods(this.declaredBy,
				(MethodIntrospector.MetadataLookup<@Nullable A>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, annotation));
	}

	private Class<?> stateOf(Set<Method> starts) {
		if (starts.isEmpty()) {
			throw new InvalidSagaException(this + " has no method that starts it",
					"Annotate one with @StartOn(\"...\").");
		}
		Class<?> state = starts.iterator().next().getReturnType();
		if (state == void.class || starts.stream().anyMatch((method) -> method.getReturnType() != state)) {
			throw new InvalidSagaException(this + " has methods with @StartOn that do not return its state",
					"Let all of them return the first state, an object of the same class.");
		}
		return state;
	}

	private void add(Map<String, SagaMethod> methods, String name, SagaMethod method) {
		SagaMethod other = methods.putIfAbsent(name, method);
		if (other != null) {
			throw new InvalidSagaException(method + " and " + other + " both have '" + name + "'",
					"Leave one of them.");
		}
	}

	private void key(String type, String key) {
		String other = this.keys.putIfAbsent(type, key);
		if (other != null && !other.equals(key)) {
			throw new InvalidSagaException(this + " has two keys for '" + type + "': '" + other + "' and '" + key + "'",
					"Leave one of them.");
		}
	}

	/**
	 * Name of the saga.
	 * @return the name
	 */
	public String name() {
		return this.declaration.value();
	}

	/**
	 * Source types of its events.
	 * @return the source types; empty for all
	 */
	public Set<String> sourceTypes() {
		return Set.of(this.declaration.sourceTypes());
	}

	/**
	 * Topics of its events, if it names them.
	 * @return the topics; empty if they follow from the source types
	 */
	public Set<String> topics() {
		return Set.of(this.declaration.topics());
	}

	/**
	 * Whether the saga has deadlines, whose events have its name as source type.
	 * @return whether it has a method with {@link Deadline}
	 */
	public boolean hasDeadlines() {
		return !this.deadlines.isEmpty();
	}

	/**
	 * Whether the saga handles an event.
	 * @param event the event
	 * @return whether it has a method for it
	 */
	public boolean accepts(Event event) {
		return isDeadline(event) || (this.keys.containsKey(event.type())
				&& (sourceTypes().isEmpty() || sourceTypes().contains(event.sourceType())));
	}

	/**
	 * Key of the saga that an event belongs to.
	 * @param event event that the saga {@linkplain #accepts accepts}
	 * @return name and id of the saga
	 * @throws InvalidSagaEventException if the event has no such property
	 */
	public SagaKey keyOf(Event event) {
		String path = this.keys.getOrDefault(event.type(), "");
		return new SagaKey(name(), (isDeadline(event) || path.isEmpty()) ? event.sourceId() : read(event, path));
	}

	private String read(Event event, String path) {
		JsonNode node = tree(event);
		for (String property : StringUtils.delimitedListToStringArray(path, ".")) {
			node = node.path(property);
		}
		String id = node.isValueNode() ? node.asString("") : "";
		if (id.isEmpty()) {
			throw new InvalidSagaEventException(
					"The data of " + event + " has no property '" + path + "' with the id of saga '" + name() + "'");
		}
		return id;
	}

	private JsonNode tree(Event event) {
		if (!(event.data() instanceof JsonData data)) {
			throw new InvalidSagaEventException("The data of " + event + " is not JSON");
		}
		try {
			return this.mapper.readTree(data.bytes());
		}
		catch (JacksonException ex) {
			throw new InvalidSagaEventException("The data of " + event + " is not JSON: " + ex.getOriginalMessage());
		}
	}

	boolean isDeadline(Event event) {
		return event.type().equals(DEADLINE) && event.sourceType().equals(name());
	}

	/** Name of the deadline that has passed. */
	String deadlineOf(Event event) {
		return read(event, DEADLINE_NAME);
	}

	Event deadlineEvent(SagaKey key, String deadline) {
		return Event.of(name(), key.id(), DEADLINE, Map.of(DEADLINE_NAME, deadline));
	}

	boolean waits(Event event) {
		return this.waiting.contains(event.type());
	}

	@Nullable SagaMethod start(Event event) {
		return this.starts.get(event.type());
	}

	@Nullable SagaMethod step(Event event) {
		return this.steps.get(event.type());
	}

	SagaMethod deadline(String name) {
		return named(this.deadlines, name, "@Deadline");
	}

	SagaMethod compensation(String name) {
		return named(this.compensations, name, "@Compensation");
	}

	private SagaMethod named(Map<String, SagaMethod> methods, String name, String annotation) {
		SagaMethod method = methods.get(name);
		if (method == null) {
			throw new IllegalArgumentException(this + " has no method with " + annotation + "(\"" + name
					+ "\"); it has " + List.copyOf(methods.keySet()));
		}
		return method;
	}

	JsonData write(Object state) {
		return JsonData.of(this.mapper.writeValueAsBytes(state));
	}

	/** Read a state, also one that an earlier version of its class has written. */
	Object read(JsonData state) {
		return this.mapper.readerFor(this.state)
			.without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
					DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.readValue(state.bytes());
	}

	@Override
	public String toString() {
		return this.declaredBy.getSimpleName();
	}

}
