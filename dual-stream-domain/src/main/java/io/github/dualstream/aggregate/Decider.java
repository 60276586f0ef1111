package io.github.dualstream.aggregate;

import java.util.List;
import java.util.function.Function;

/**
 * Aggregate as three functions without side effects. A bean of this type whose class has
 * {@link EventSourced} is an aggregate of its state.
 *
 * @param <C> type of the commands
 * @param <E> type of the events' data: a class with {@link EventType}, or a sealed type
 * of such classes
 * @param <S> type of the state
 */
public interface Decider<C, E, S> {

	/**
	 * State before the first event.
	 * @return the initial state
	 */
	S initial();

	/**
	 * Decide on a command.
	 * @param command command to decide on
	 * @param state current state
	 * @return data of the events that follow; none if nothing changes
	 */
	List<E> decide(C command, S state);

	/**
	 * Apply an event.
	 * @param state state before the event
	 * @param event data of the event
	 * @return state after the event
	 */
	S evolve(S state, E event);

	/**
	 * Decision on a command, for {@link Aggregates#execute}.
	 * @param command command to decide on
	 * @return function from the state to the events that follow
	 */
	default Function<S, List<E>> on(C command) {
		return (state) -> decide(command, state);
	}

}
