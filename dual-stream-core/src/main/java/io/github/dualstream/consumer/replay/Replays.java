package io.github.dualstream.consumer.replay;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ConsumerGroups;

import org.springframework.util.Assert;

/**
 * Reprocesses topics from a position or timestamp up to their current end. Thread-safe.
 */
public final class Replays implements AutoCloseable {

	private final Map<String, Replay> replays = new ConcurrentHashMap<>();

	private final EventConsumers consumers;

	private final ConsumerGroups groups;

	private final Threads threads;

	/**
	 * Create an empty registry.
	 * @param consumers the live consumers
	 * @param groups consumer groups, which know the progress
	 * @param threads threads of the application
	 */
	public Replays(EventConsumers consumers, ConsumerGroups groups, Threads threads) {
		this.consumers = consumers;
		this.groups = groups;
		this.threads = threads;
	}

	/**
	 * Create a replay, to be started. It replaces an earlier one of the same group, which
	 * must have been stopped.
	 * @param group consumer group of its own, which no consumer has
	 * @param definition function that adds topics, start position and handler to the
	 * configuration of the group
	 * @return the replay
	 */
	public Replay create(String group, Function<EventConsumer.Builder, EventConsumer> definition) {
		Assert.isTrue(this.consumers.all().stream().noneMatch((consumer) -> consumer.group().equals(group)),
				() -> "Group '" + group + "' has a consumer, which a replay of the same group would replace. "
						+ "Give the replay a group of its own");
		Replay replay = new Replay(definition.apply(this.consumers.describe(group)), this.groups, this.threads);
		this.replays.compute(group, (key, before) -> {
			Assert.state(before == null || before.status().state() != ReplayStatus.State.RUNNING,
					() -> "Replay '" + group + "' is running; stop it first");
			return replay;
		});
		return replay;
	}

	/**
	 * List all replays.
	 * @return a snapshot, in no order
	 */
	public Collection<Replay> all() {
		return List.copyOf(this.replays.values());
	}

	/**
	 * Stop all replays.
	 */
	@Override
	public void close() {
		this.replays.values().forEach(Replay::stop);
	}

}
