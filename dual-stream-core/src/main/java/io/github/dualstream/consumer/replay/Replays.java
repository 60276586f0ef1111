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
 * The replays of an application. Thread-safe.
 */
public final class Replays implements AutoCloseable {

	private final Map<String, Replay> replays = new ConcurrentHashMap<>();

	private final EventConsumers consumers;

	private final ConsumerGroups groups;

	private final Threads threads;

	/**
	 * Create replays of which there are none yet.
	 * @param consumers the live consumers
	 * @param groups tells the progress
	 * @param threads threads of the application
	 */
	public Replays(EventConsumers consumers, ConsumerGroups groups, Threads threads) {
		this.consumers = consumers;
		this.groups = groups;
		this.threads = threads;
	}

	/**
	 * Create a replay, to be started. One that stood before under the same group must
	 * have been stopped, and is forgotten.
	 * @param group a group of its own, which no consumer has
	 * @param definition adds topics, start position and handler to what is configured for
	 * the group
	 * @return the replay
	 */
	public Replay create(String group, Function<EventConsumer.Builder, EventConsumer> definition) {
		Assert.isTrue(this.consumers.all().stream().noneMatch((consumer) -> consumer.group().equals(group)),
				() -> "Group '" + group + "' has a consumer; a replay under it would take its place. "
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
	 * All replays.
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
