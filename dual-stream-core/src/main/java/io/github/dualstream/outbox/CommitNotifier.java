package io.github.dualstream.outbox;

import java.util.Set;

/**
 * Tells other instances that there is something to send for them. Best effort: they also
 * poll. Thread-safe; neither blocks nor throws.
 */
@FunctionalInterface
public interface CommitNotifier {

	/** Tells nobody. */
	CommitNotifier NONE = (slots) -> {
	};

	/**
	 * Something was committed by this instance.
	 * @param slots which sources it is of
	 */
	void committed(Set<Integer> slots);

}
