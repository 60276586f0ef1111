package io.github.dualstream.consumer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.SourceDeadLetters.Turn;
import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of one key, to be done one after the other, or a single task that waits for no
 * other one. Guarded by its partition.
 */
final class KeyQueue {

	private final PartitionWork partition;

	private final @Nullable RecordKey key;

	private final @Nullable Position single;

	private final Deque<Task> tasks = new ArrayDeque<>(4);

	private @Nullable Task redrive;

	private List<Task> claimed = List.of();

	private boolean resting;

	KeyQueue(PartitionWork partition, @Nullable RecordKey key) {
		this(partition, key, null);
	}

	/**
	 * Create a queue.
	 * @param partition the partition
	 * @param key key of the records
	 * @param single position of the record if it is the only one; {@code null} for a
	 * queue of all records with the key
	 */
	KeyQueue(PartitionWork partition, @Nullable RecordKey key, @Nullable Position single) {
		this.partition = partition;
		this.key = key;
		this.single = single;
	}

	PartitionWork partition() {
		return this.partition;
	}

	@Nullable RecordKey key() {
		return this.key;
	}

	/** Name within its partition. */
	@Nullable Object name() {
		return (this.single != null) ? this.single : this.key;
	}

	/** Whether it has a single record. */
	boolean isSingle() {
		return this.single != null;
	}

	Deque<Task> tasks() {
		return this.tasks;
	}

	/**
	 * First tasks, claimed by a worker.
	 * @return the tasks in order; they are used by that worker alone
	 */
	List<Task> claimed() {
		return this.claimed;
	}

	/** First claimed task. */
	Task first() {
		return this.claimed.get(0);
	}

	void claim(List<Task> tasks) {
		this.claimed = tasks;
	}

	/** Return claimed tasks after the first ones. */
	void claimOnly(int count) {
		if (count < this.claimed.size()) {
			this.claimed = this.claimed.subList(0, count);
		}
	}

	/** Whether its first task waits for a retry. */
	boolean isResting() {
		return this.resting;
	}

	void rest(boolean resting) {
		this.resting = resting;
	}

	/** Offset of its first live record. */
	long offset() {
		return this.tasks.isEmpty() ? Long.MAX_VALUE : this.tasks.element().position().offset();
	}

	/**
	 * First live record, of a source without dead-letter records.
	 * @return its task, or {@code null}
	 */
	@Nullable Task live() {
		Task live = this.tasks.peek();
		if (live != null && live.isParked()) {
			live.unpark();
		}
		return live;
	}

	/** Ask the dead-letter records of its source what comes next. */
	Turn turn(SourceDeadLetters source) {
		return source.turn(offset(),
				(this.redrive != null && this.redrive.isLoaded()) ? this.redrive.deadLetter() : null);
	}

	/**
	 * First task of a source with dead-letter records.
	 * @param turn next step of the source
	 * @return the task, the same one for as long as it is the next; {@code null} if there
	 * is nothing to do
	 */
	@Nullable Task first(Turn turn) {
		DeadLetterMark deadLetter = turn.deadLetter();
		if (turn.kind() == Turn.Kind.REDRIVE && deadLetter != null) {
			return redrive(deadLetter);
		}
		this.redrive = null;
		Task live = live();
		if (live != null && deadLetter != null) {
			live.park(deadLetter);
		}
		return live;
	}

	private Task redrive(DeadLetterMark next) {
		Task task = this.redrive;
		if (task == null || task.deadLetter() == null || !task.deadLetter().letter().equals(next.letter())) {
			task = new Task(next);
			this.redrive = task;
		}
		return task;
	}

	void redriven() {
		this.redrive = null;
	}

	/** Whether the first task must be handled by itself. */
	boolean isAlone() {
		return this.tasks.isEmpty() || this.tasks.element().isAlone();
	}

	/** First tasks that may be handled together. */
	List<Task> together(int limit, Drain drain) {
		List<Task> together = new ArrayList<>(Math.min(limit, this.tasks.size()));
		for (Task task : this.tasks) {
			if (together.size() == limit || task.isAlone() || !drain.allows(task)) {
				break;
			}
			together.add(task);
		}
		return together;
	}

}
