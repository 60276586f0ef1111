package io.github.dualstream.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.dualstream.transport.LogPartition;

/**
 * Store of the projections that are in the memory of this instance. Each has one
 * generation.
 */
final class InMemoryProjectionStore implements ProjectionStore {

	private final Map<String, ProjectionState> states = new HashMap<>();

	private final Map<Generation, Map<LogPartition, Checkpoint>> checkpoints = new HashMap<>();

	private final Map<Generation, List<Skipped>> skipped = new HashMap<>();

	@Override
	public void requireTables(String projection, Collection<String> tables) {
		// it has none
	}

	@Override
	public synchronized ProjectionState start(String projection, int version) {
		return this.states.computeIfAbsent(projection, (name) -> new ProjectionState(0, 0, 1, version, false));
	}

	@Override
	public boolean rebuild(String projection, int version) {
		return false;
	}

	@Override
	public boolean cancel(String projection) {
		return false;
	}

	@Override
	public synchronized void pause(String projection, boolean paused) {
		this.states.computeIfPresent(projection, (name, state) -> new ProjectionState(state.active(), state.version(),
				state.building(), state.buildingVersion(), paused));
	}

	@Override
	public synchronized Map<LogPartition, Checkpoint> checkpoints(Generation generation) {
		return Map.copyOf(of(generation));
	}

	private Map<LogPartition, Checkpoint> of(Generation generation) {
		return this.checkpoints.computeIfAbsent(generation, (each) -> new HashMap<>());
	}

	@Override
	public synchronized void add(Generation generation, Collection<Checkpoint> checkpoints) {
		checkpoints.forEach((checkpoint) -> of(generation).putIfAbsent(checkpoint.partition(), checkpoint));
	}

	@Override
	public synchronized void replace(Generation generation, Checkpoint current, Checkpoint replacement) {
		of(generation).replace(current.partition(), current, replacement);
	}

	/**
	 * One thread at a time advances a generation. The handling is outside of the lock, as
	 * it takes its time.
	 */
	@Override
	public boolean advance(Generation generation, LogPartition partition, long from, long to, Handling handling)
			throws Exception {
		handling.run();
		synchronized (this) {
			of(generation).computeIfPresent(partition, (key, checkpoint) -> checkpoint.at(to));
		}
		return true;
	}

	@Override
	public synchronized boolean skip(Generation generation, long from, Skipped skipped) {
		LogPartition partition = skipped.partition();
		Checkpoint checkpoint = of(generation).get(partition);
		if (checkpoint == null || checkpoint.next() != from) {
			return false;
		}
		of(generation).put(partition, checkpoint.at(skipped.next()));
		this.skipped.computeIfAbsent(generation, (each) -> new ArrayList<>()).add(skipped);
		return true;
	}

	@Override
	public synchronized List<Skipped> skipped(Generation generation) {
		return List.copyOf(this.skipped.getOrDefault(generation, List.of()));
	}

	@Override
	public synchronized boolean complete(Generation generation, Predicate<Checkpoint> isInLog, long maxGap, Gap gap) {
		if (of(generation).values().stream().anyMatch((checkpoint) -> checkpoint.next() < checkpoint.target())) {
			return false;
		}
		this.states.computeIfPresent(generation.projection(), (name, state) -> new ProjectionState(generation.number(),
				state.buildingVersion(), 0, 0, state.paused()));
		return true;
	}

	@Override
	public boolean removeUnneeded(String projection, Collection<String> tables) {
		// there is one generation only
		return false;
	}

}
