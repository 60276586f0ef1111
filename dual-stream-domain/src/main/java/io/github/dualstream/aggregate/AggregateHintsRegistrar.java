package io.github.dualstream.aggregate;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;

/**
 * Registers runtime hints for the classes of aggregates.
 */
public final class AggregateHintsRegistrar {

	private final BindingReflectionHintsRegistrar json = new BindingReflectionHintsRegistrar();

	/**
	 * Register hints for a class that applies events itself, whose methods and
	 * constructor are called by reflection, and for the classes of its events.
	 * @param hints hints to add to
	 * @param stateClass class with {@link EventSourced}
	 * @throws InvalidAggregateException if the class is not valid
	 */
	public void registerStateClass(ReflectionHints hints, Class<?> stateClass) {
		hints.registerType(stateClass, MemberCategory.INVOKE_DECLARED_METHODS,
				MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
		this.json.registerReflectionHints(hints, stateClass);
		new ApplyMethods<>(stateClass).payloads()
			.forEach((payload) -> this.json.registerReflectionHints(hints, payload));
	}

	/**
	 * Register hints for the state and the events of a decider.
	 * @param hints hints to add to
	 * @param state type of the state, which snapshots contain
	 * @param events class of the events' data, or a sealed type of such classes
	 * @throws InvalidAggregateException if a class has no event type
	 */
	public void registerDecider(ReflectionHints hints, Class<?> state, Class<?> events) {
		this.json.registerReflectionHints(hints, state, events);
		PayloadTypes.permitted(events, events.getName())
			.forEach((payload) -> this.json.registerReflectionHints(hints, payload));
	}

}
