package io.github.dualstream.outbox;

import java.util.Set;

/**
 * Notifies other instances of events to send. Best effort: they also poll. Thread-safe;
 * neither blocks nor throws.
 */
@FunctionalInterface
public interface CommitNotifier {

	/** Notifier that does nothing. */
	CommitNotifier NONE = (slots) -> {
	};

	/**
	 * Notify of events that this instance committed.
	 * @param slots slots of their sources
	 */
	void committed(Set<Integer> slots);

}
