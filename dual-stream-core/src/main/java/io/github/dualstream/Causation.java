package io.github.dualstream;

import org.jspecify.annotations.Nullable;

/**
 * Event that causes the events which the current thread publishes. While a consumer
 * handles an event, that event is the cause: an event that the handler publishes without
 * a causation id of its own has the id of the cause as its causation id, and without a
 * correlation id of its own that of the cause, or the id of the cause if it has none.
 * <p>
 * The cause is bound to the thread of the handler and is restored when the handler
 * returns. A handler of batches has no cause, as any of its events could be it: let it
 * call {@link #run} for each event. With Micrometer's context propagation on the class
 * path, the cause is one of the values that a {@code ContextSnapshot} carries to other
 * threads; without it, call {@link #run} there with the {@link #current} event.
 */
public final class Causation {

	private static final ThreadLocal<@Nullable Event> CAUSE = new ThreadLocal<>();

	private Causation() {
	}

	/**
	 * Cause of the events that the current thread publishes.
	 * @return the event; {@code null} if there is none
	 */
	public static @Nullable Event current() {
		return CAUSE.get();
	}

	/**
	 * Run an action with an event as the cause of what it publishes on this thread.
	 * @param cause the event
	 * @param action the action
	 * @param <E> type of the exception that the action throws
	 * @throws E if the action does
	 */
	public static <E extends Exception> void run(Event cause, Action<E> action) throws E {
		Event previous = CAUSE.get();
		CAUSE.set(cause);
		try {
			action.run();
		}
		finally {
			restore(previous);
		}
	}

	/**
	 * Add the ids of the current cause to an event.
	 * @param event the event
	 * @return the event with a correlation id and a causation id, unless there is no
	 * cause; ids that it has already are kept
	 */
	public static Event addTo(Event event) {
		Event cause = CAUSE.get();
		if (cause == null || (event.causationId() != null && event.correlationId() != null)) {
			return event;
		}
		String correlationId = (cause.correlationId() != null) ? cause.correlationId() : cause.id();
		return event.toBuilder()
			.causationId((event.causationId() != null) ? event.causationId() : cause.id())
			.correlationId((event.correlationId() != null) ? event.correlationId() : correlationId)
			.build();
	}

	/** Make an event the cause, or none. */
	static void restore(@Nullable Event cause) {
		if (cause != null) {
			CAUSE.set(cause);
		}
		else {
			CAUSE.remove();
		}
	}

	/**
	 * Action that publishes events.
	 *
	 * @param <E> type of the exception that it throws
	 */
	@FunctionalInterface
	public interface Action<E extends Exception> {

		/**
		 * Perform the action.
		 * @throws E if it fails
		 */
		void run() throws E;

	}

}
