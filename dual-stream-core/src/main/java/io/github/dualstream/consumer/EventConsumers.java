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
 * The consumers of an application: describes them with what is configured for their
 * group, and starts and stops them with the application. Thread-safe.
 */
public final class EventConsumers implements SmartLifecycle {

	private final Map<String, EventConsumer> consumers = new ConcurrentHashMap<>();

	private final Function<String, EventConsumer.Builder> builders;

	private final boolean autoStartup;

	private volatile boolean running;

	/**
	 * Create consumers of which there are none yet.
	 * @param builders begins to describe the consumer of a group
	 * @param autoStartup whether to start with the application
	 */
	public EventConsumers(Function<String, EventConsumer.Builder> builders, boolean autoStartup) {
		this.builders = builders;
		this.autoStartup = autoStartup;
	}

	/**
	 * Begin to describe a consumer, with what is configured for its group. It starts with
	 * the application, or with {@link EventConsumer#start()} if the application runs
	 * already.
	 * @param group name of the group
	 * @return a new builder
	 */
	public EventConsumer.Builder group(String group) {
		return describe(group).onBuilt(this::register);
	}

	/**
	 * Begin to describe a consumer that is not one of these: whoever builds it starts and
	 * stops it.
	 * @param group name of the group
	 * @return a new builder, with what is configured for the group
	 */
	public EventConsumer.Builder describe(String group) {
		Assert.hasText(group, "A group needs a name");
		return this.builders.apply(group);
	}

	private void register(EventConsumer consumer) {
		Assert.state(this.consumers.putIfAbsent(consumer.group(), consumer) == null,
				() -> "There is a consumer of group '" + consumer.group() + "' already; two of them in one "
						+ "application would share its partitions, and each miss what the other gets");
	}

	/**
	 * The consumer of a group.
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
	 * All consumers.
	 * @return a snapshot, in no order
	 */
	public Collection<EventConsumer> all() {
		return List.copyOf(this.consumers.values());
	}

	@Override
	public void start() {
		this.running = true;
		this.consumers.values().forEach(EventConsumer::start);
	}

	/**
	 * Stop all consumers, at the same time.
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
	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	@Override
	public int getPhase() {
		return EventConsumer.PHASE;
	}

}
