package io.github.dualstream.consumer;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Tasks of one key, to be done one after the other. Guarded by its partition.
 */
final class KeyQueue {

	private final PartitionWork partition;

	private final @Nullable String key;

	private final Deque<Task> tasks = new ArrayDeque<>(4);

	private @Nullable Task redrive;

	KeyQueue(PartitionWork partition, @Nullable String key) {
		this.partition = partition;
		this.key = key;
	}

	PartitionWork partition() {
		return this.partition;
	}

	@Nullable String key() {
		return this.key;
	}

	Deque<Task> tasks() {
		return this.tasks;
	}

	/** A dead letter that is being handled again. */
	@Nullable Task redrive() {
		return this.redrive;
	}

	void redrive(@Nullable Task redrive) {
		this.redrive = redrive;
	}

}
