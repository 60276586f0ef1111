package io.github.dualstream.aggregate;

import org.jspecify.annotations.Nullable;

/**
 * Derivation of an aggregate's state from its events.
 *
 * @param <S> type of the state
 */
interface Evolution<S> {

	/**
	 * State before the first event.
	 * @return the initial state; {@code null} if the first event creates the state
	 */
	@Nullable S initial();

	/**
	 * Apply an event.
	 * @param state state before the event, if there is one
	 * @param data data of the event
	 * @return state after the event
	 */
	S apply(@Nullable S state, Object data);

}
