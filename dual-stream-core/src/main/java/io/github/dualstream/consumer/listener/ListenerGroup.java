package io.github.dualstream.consumer.listener;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.dualstream.Event;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.HandlerSettings;
import io.github.dualstream.consumer.Ordering;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * Listener methods of one consumer group.
 */
final class ListenerGroup {

	private final List<Listener> listeners;

	private List<Route> routes = List.of();

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
		HandlerSettings common = consumer.handlerSettings();
		this.routes = this.listeners.stream()
			.map((listener) -> new Route(listener.method(), listener.settings(common)))
			.toList();
		consumer.listenerIds(this.listeners.stream()
			.map(Listener::id)
			.filter((id) -> !id.isEmpty())
			.collect(Collectors.toCollection(LinkedHashSet::new)));
		Set<String> topics = new LinkedHashSet<>();
		this.listeners.forEach((listener) -> topics.addAll(listener.topics()));
		consumer.topics(topics)
			.filter((event) -> routeOf(event) != null)
			.handlerSettings((event) -> settingsOf(event, common));
		said("autoStartup", Listener::autoStartup, ListenerGroup::parseBoolean).forEach(consumer::autoStartup);
		said("concurrency", Listener::concurrency, ListenerGroup::parseConcurrency).forEach(consumer::concurrency);
		said("start", Listener::start, StartPosition::parse).forEach(consumer::start);
		said("ordering", ListenerGroup::orderingOf, Ordering::valueOf).forEach(consumer::ordering);
		said("broadcast", (listener) -> String.valueOf(listener.broadcast()), Boolean::valueOf)
			.forEach((broadcast) -> broadcast(consumer, broadcast));
		if (this.listeners.get(0).method().isBatch()) {
			consumer.batchHandler(this::handleBatch);
		}
		else {
			consumer.handler(this::handle);
		}
	}

	private void broadcast(EventConsumer.Builder consumer, boolean broadcast) {
		if (!broadcast) {
			return;
		}
		for (Listener listener : this.listeners) {
			if (!listener.start().isEmpty()) {
				throw listener.method()
					.invalid("is a broadcast with a 'start', and a broadcast starts with the next event",
							"Remove 'start'. To read what is in the log already, use a group for each instance.");
			}
		}
		consumer.broadcast();
	}

	private static String orderingOf(Listener listener) {
		return listener.ordering().stream().map(Ordering::name).collect(Collectors.joining(", "));
	}

	private static Boolean parseBoolean(String text) {
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new IllegalArgumentException("'" + text + "' is neither 'true' nor 'false'");
		};
	}

	private static Integer parseConcurrency(String text) {
		int concurrency = Integer.parseInt(text);
		if (concurrency < 1) {
			throw new IllegalArgumentException(text + " is less than 1");
		}
		return concurrency;
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
			throw saying.get(0).notValid(attribute, ex.getMessage());
		}
	}

	private void handle(StoredEvent event) throws Exception {
		Route route = routeOf(event.event());
		if (route != null) {
			route.method().handle(List.of(event));
		}
	}

	private @Nullable Route routeOf(Event event) {
		for (Route route : this.routes) {
			if (route.method().filter().takes(event)) {
				return route;
			}
		}
		return null;
	}

	private HandlerSettings settingsOf(Event event, HandlerSettings common) {
		Route route = routeOf(event);
		return (route != null) ? route.settings() : common;
	}

	private void handleBatch(List<StoredEvent> events) throws Exception {
		ListenerMethod method = this.routes.get(0).method();
		List<StoredEvent> taken = events.stream().filter((event) -> method.filter().takes(event.event())).toList();
		if (!taken.isEmpty()) {
			method.handle(taken);
		}
	}

	/**
	 * Method for the events that its filter accepts.
	 *
	 * @param method the method
	 * @param settings settings of the method
	 */
	private record Route(ListenerMethod method, HandlerSettings settings) {
	}

}
