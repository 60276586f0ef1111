package io.github.dualstream.aggregate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.dualstream.Event;
import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.Assert;

/**
 * Kind of aggregate: its source type, its events, and the derivation of its state.
 * Thread-safe.
 *
 * @param <S> type of the state
 */
public final class AggregateType<S> {

	private final EventSourced declaration;

	private final Class<?> declaredBy;

	private final ResolvableType stateType;

	private final PayloadTypes payloads;

	private final Evolution<S> evolution;

	private AggregateType(EventSourced declaration, Class<?> declaredBy, ResolvableType stateType,
			Set<Class<?>> payloads, Evolution<S> evolution) {
		this.declaration = declaration;
		this.declaredBy = declaredBy;
		this.stateType = stateType;
		this.payloads = PayloadTypes.of(payloads);
		this.evolution = evolution;
		if (declaration.snapshotEvery() < 0 || declaration.retries() < 0) {
			throw new InvalidAggregateException(
					"@EventSourced of " + declaredBy.getName() + " has a negative snapshotEvery or retries",
					"Set it to 0 or more.");
		}
		validateSourceType();
	}

	private void validateSourceType() {
		try {
			Source unused = source("1");
		}
		catch (RuntimeException ex) {
			throw new InvalidAggregateException(
					"@EventSourced of " + declaredBy.getName() + " has the type '" + this.declaration.type()
							+ "', which is not valid: " + ex.getMessage(),
					"Set it to a source type such as order.", ex);
		}
	}

	/**
	 * Create the type of a class that applies events itself.
	 * @param stateClass class with {@link EventSourced}
	 * @param <S> the class
	 * @return the type
	 * @throws InvalidAggregateException if the class is not valid
	 */
	public static <S> AggregateType<S> of(Class<S> stateClass) {
		EventSourced declaration = declaration(stateClass);
		ApplyMethods<S> methods = new ApplyMethods<>(stateClass);
		return new AggregateType<>(declaration, stateClass, ResolvableType.forClass(stateClass), methods.payloads(),
				methods);
	}

	/**
	 * Create the type of a decider.
	 * @param decider decider whose class has {@link EventSourced}
	 * @param <E> type of the events' data
	 * @param <S> type of the state
	 * @return the type
	 * @throws InvalidAggregateException if the decider is not valid
	 */
	public static <E, S> AggregateType<S> of(Decider<?, E, S> decider) {
		Class<?> declaredBy = AopUtils.getTargetClass(decider);
		EventSourced declaration = declaration(declaredBy);
		ResolvableType type = ResolvableType.forClass(declaredBy).as(Decider.class);
		Class<?> events = type.getGeneric(1).resolve();
		if (events == null) {
			throw new InvalidAggregateException(declaredBy.getName() + " does not declare the type of its events",
					"Make it a class that implements Decider<Command, Event, State>; a lambda has no such types.");
		}
		Set<Class<?>> payloads = PayloadTypes.permitted(events, declaredBy.getName());
		return new AggregateType<>(declaration, declaredBy, type.getGeneric(2), payloads,
				new DeciderEvolution<>(decider, payloads));
	}

	private static EventSourced declaration(Class<?> declaredBy) {
		EventSourced declaration = AnnotatedElementUtils.findMergedAnnotation(declaredBy, EventSourced.class);
		if (declaration == null) {
			throw new InvalidAggregateException(declaredBy.getName() + " does not name the source type of its events",
					"Annotate it with @EventSourced(type = \"...\").");
		}
		return declaration;
	}

	/**
	 * Source of an aggregate of this type.
	 * @param id id of the aggregate
	 * @return the source of its events
	 */
	public Source source(String id) {
		return new Source(this.declaration.type(), id);
	}

	/**
	 * Derive the state from the data of events.
	 * @param events data of all events, in order
	 * @return the state; {@code null} without events if the first event creates the state
	 */
	public @Nullable S stateAfter(List<?> events) {
		S state = this.evolution.initial();
		for (Object event : events) {
			state = this.evolution.apply(state, event);
		}
		return state;
	}

	/**
	 * Create events of an aggregate.
	 * @param source source of the aggregate
	 * @param data data of the events
	 * @return the events, in the same order
	 * @throws IllegalArgumentException if one of them is of another class than those of
	 * this type
	 */
	List<Event> events(Source source, List<?> data) {
		List<Event> events = new ArrayList<>(data.size());
		for (Object each : data) {
			Assert.notNull(each, () -> "The decision about '" + source + "' returned a null among its events");
			events.add(this.payloads.event(source, each));
		}
		return events;
	}

	String sourceType() {
		return this.declaration.type();
	}

	Evolution<S> evolution() {
		return this.evolution;
	}

	PayloadTypes payloads() {
		return this.payloads;
	}

	ResolvableType stateType() {
		return this.stateType;
	}

	int snapshotEvery() {
		return this.declaration.snapshotEvery();
	}

	int retries() {
		return this.declaration.retries();
	}

	/** Classes that the state depends on directly. */
	Set<Class<?>> code() {
		Set<Class<?>> code = new LinkedHashSet<>(Set.of(this.declaredBy));
		code.add(this.stateType.toClass());
		return code;
	}

	/** Name for the application log. */
	@Override
	public String toString() {
		return this.declaredBy.getSimpleName();
	}

}
