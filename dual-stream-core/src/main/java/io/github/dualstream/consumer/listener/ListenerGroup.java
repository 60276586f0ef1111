package io.github.dualstream.consumer.listener;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.github.dualstream.Event;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * Listener methods of one consumer group.
 */
final class ListenerGroup {

	private final List<Listener> listeners;

	ListenerGroup(List<Listener> listeners) {
		this.listeners = listeners;
		for (int i = 0; i < listeners.size(); i++) {
			for (Listener other : listeners.subList(0, i)) {
				requireDistinct(listeners.get(i), other.method());
			}
		}
	}

	private static void requireDistinct(Listener listener, ListenerMethod other) {
		if (listener.method().filter().overlaps(other.filter())) {
			throw listener.method()
				.invalid("could accept the same events as " + other + " of group '" + listener.group() + "'",
						"Distinguish them by 'types' or 'sourceTypes', or give one of them a group of its own.");
		}
		if (listener.method().isBatch() || other.isBatch()) {
			throw listener.method()
				.invalid("shares group '" + listener.group() + "' with " + other + ", and one of them takes batches",
						"Give it a group of its own.");
		}
	}

	/**
	 * Create the consumer that calls the methods.
	 * @param consumer builder with the configuration of the group
	 */
	void register(EventConsumer.Builder consumer) {
		Set<String> topics = new LinkedHashSet<>();
		this.listeners.forEach((listener) -> topics.addAll(listener.topics()));
		consumer.topics(topics);
		consumer.filter((event) -> methodFor(event) != null).handlerNames((event) -> String.valueOf(methodFor(event)));
		said("concurrency", Listener::concurrency, Integer::valueOf).forEach(consumer::concurrency);
		said("start", Listener::start, StartPosition::parse).forEach(consumer::start);
		if (this.listeners.get(0).method().isBatch()) {
			consumer.batchHandler(this::handleBatch);
		}
		else {
			consumer.handler(this::handle);
		}
	}

	/**
	 * Collect the values of an attribute: none, or the same one from all methods that
	 * specify it.
	 */
	private <T> List<T> said(String attribute, Function<Listener, String> what, Function<String, T> parser) {
		List<Listener> saying = this.listeners.stream().filter((listener) -> !what.apply(listener).isEmpty()).toList();
		List<String> values = saying.stream().map(what).distinct().toList();
		if (values.size() > 1) {
			throw saying.get(0)
				.method()
				.invalid("shares group '" + saying.get(0).group() + "' with methods of another '" + attribute + "': "
						+ values, "Specify the same value on all of them, or specify it on only one.");
		}
		try {
			return values.stream().map(parser).toList();
		}
		catch (IllegalArgumentException ex) {
			throw saying.get(0)
				.method()
				.invalid("has an '" + attribute + "' that is not valid: " + ex.getMessage(), "Correct it.");
		}
	}

	private void handle(StoredEvent event) throws Exception {
		ListenerMethod method = methodFor(event.event());
		if (method != null) {
			method.handle(List.of(event));
		}
	}

	private @Nullable ListenerMethod methodFor(Event event) {
		for (Listener listener : this.listeners) {
			if (listener.method().filter().takes(event)) {
				return listener.method();
			}
		}
		return null;
	}

	private void handleBatch(List<StoredEvent> events) throws Exception {
		ListenerMethod method = this.listeners.get(0).method();
		List<StoredEvent> taken = events.stream().filter((event) -> method.filter().takes(event.event())).toList();
		if (!taken.isEmpty()) {
			method.handle(taken);
		}
	}

}
