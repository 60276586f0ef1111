package io.github.dualstream.consumer;

import java.util.List;

/**
 * The first tasks of a key, taken by a worker.
 *
 * @param queue the key's queue
 * @param tasks what is to be done, in order; empty if the partition is not ours any more
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
