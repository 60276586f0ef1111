package io.github.dualstream.consumer;

import java.util.List;

/**
 * First tasks of a key, claimed by a worker.
 *
 * @param queue the key's queue
 * @param tasks the tasks in order; empty if the partition is no longer assigned to this
 * member
 */
record Claim(KeyQueue queue, List<Task> tasks) {

	Task first() {
		return this.tasks.get(0);
	}

	boolean isAlone() {
		return !this.tasks.isEmpty() && first().isAlone();
	}

	Claim only(int count) {
		return (count == this.tasks.size()) ? this : new Claim(this.queue, this.tasks.subList(0, count));
	}

}
