package io.github.dualstream.consumer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * Registry of an application's consumers: creates them with the configuration of their
 * group, and starts and stops them with the application. Thread-safe.
 */
public final class EventConsumers implements SmartLifecycle {

	private final Map<String, EventConsumer> consumers = new ConcurrentHashMap<>();

	private final Function<String, EventConsumer.Builder> builders;

	private volatile boolean running;

	/**
	 * Create an empty registry.
	 * @param builders creates the builder for the consumer of a group
	 */
	public EventConsumers(Function<String, EventConsumer.Builder> builders) {
		this.builders = builders;
	}

	/**
	 * Create a builder for a consumer with the configuration of its group. The consumer
	 * starts with the application, or with {@link EventConsumer#start()} if the
	 * application is already running.
	 * @param group name of the group
	 * @return a new builder
	 */
	public EventConsumer.Builder group(String group) {
		return describe(group).onBuilt(this::register);
	}

	/**
	 * Create a builder for a consumer outside of this registry: the caller starts and
	 * stops it.
	 * @param group name of the group
	 * @return a new builder, with the configuration of the group
	 */
	public EventConsumer.Builder describe(String group) {
		Assert.hasText(group, "The name of a consumer group must not be empty");
		return this.builders.apply(group);
	}

	private void register(EventConsumer consumer) {
		Assert.state(this.consumers.putIfAbsent(consumer.group(), consumer) == null,
				() -> "A consumer of group '" + consumer.group() + "' exists already; two of them in one "
						+ "application would share its partitions, and each would miss the events of the other");
	}

	/**
	 * Find the consumer of a group.
	 * @param group name of the group
	 * @return the consumer
	 * @throws IllegalArgumentException if there is none
	 */
	public EventConsumer get(String group) {
		EventConsumer consumer = this.consumers.get(group);
		if (consumer == null) {
			throw new IllegalArgumentException(
					"No consumer of group '" + group + "'; there are " + this.consumers.keySet());
		}
		return consumer;
	}

	/**
	 * Find the consumer of a listener method by the id of its annotation. The consumer
	 * may call other methods of its group as well.
	 * @param id id of the listener
	 * @return the consumer
	 * @throws IllegalArgumentException if there is none
	 */
	public EventConsumer getByListenerId(String id) {
		return this.consumers.values()
			.stream()
			.filter((consumer) -> consumer.listenerIds().contains(id))
			.findAny()
			.orElseThrow(() -> new IllegalArgumentException("No listener with the id '" + id + "'; there are "
					+ this.consumers.values()
						.stream()
						.flatMap((each) -> each.listenerIds().stream())
						.sorted()
						.toList()));
	}

	/**
	 * List all consumers.
	 * @return a snapshot, in no order
	 */
	public Collection<EventConsumer> all() {
		return List.copyOf(this.consumers.values());
	}

	/**
	 * Start the consumers that start with the application; all of them if called again.
	 */
	@Override
	public void start() {
		boolean all = this.running;
		this.running = true;
		this.consumers.values()
			.stream()
			.filter((consumer) -> all || consumer.isAutoStartup())
			.forEach(EventConsumer::start);
	}

	/**
	 * Stop all consumers concurrently.
	 */
	@Override
	public void stop() {
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		stop(() -> stopped.complete(null));
		stopped.join();
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		CompletableFuture<?>[] stopping = this.consumers.values().stream().map((consumer) -> {
			CompletableFuture<Void> stopped = new CompletableFuture<>();
			consumer.stop(() -> stopped.complete(null));
			return stopped;
		}).toArray(CompletableFuture<?>[]::new);
		CompletableFuture<Void> unused = CompletableFuture.allOf(stopping).thenRun(callback);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return EventConsumer.PHASE;
	}

}
