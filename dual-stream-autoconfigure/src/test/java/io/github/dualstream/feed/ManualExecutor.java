package io.github.dualstream.feed;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs tasks when the test says so.
 */
class ManualExecutor implements Executor {

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
	}

	boolean runNext() {
		Runnable task = this.tasks.poll();
		if (task == null) {
			return false;
		}
		task.run();
		return true;
	}

	void runAll() {
		while (runNext()) {
			// until nothing is left
		}
	}

	int waiting() {
		return this.tasks.size();
	}

}
