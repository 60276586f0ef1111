package io.github.dualstream.consumer;

/**
 * Decorator for the handlers of consumers, for example to observe them. Each bean of this
 * type is applied to every consumer, the last in order outermost.
 */
@FunctionalInterface
public interface HandlerDecorator {

	/**
	 * Wrap a handler.
	 * @param group the consumer's group
	 * @param handler the handler, called with a single event if it takes no batches
	 * @return the handler to call in its place
	 */
	BatchHandler decorate(String group, BatchHandler handler);

	/**
	 * Whether it is applied to broadcasts as well, which handle every event in each
	 * instance.
	 * @return {@code true} by default
	 */
	default boolean appliesToBroadcasts() {
		return true;
	}

}
