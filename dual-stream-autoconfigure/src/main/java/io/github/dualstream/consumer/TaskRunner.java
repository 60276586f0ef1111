package io.github.dualstream.consumer;

import java.time.Duration;

import io.github.dualstream.Event;
import io.github.dualstream.transport.DeadLetterLog;
import io.github.dualstream.transport.StoredEvent;
import io.github.dualstream.transport.UnreadableEntryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a task to the handler, and decides what follows from the outcome: done, again
 * later, or to the dead letters. While the dead letters cannot be written, the task is
 * not done. Thread-safe.
 */
final class TaskRunner {

	private static final Logger logger = LoggerFactory.getLogger(TaskRunner.class);

	private static final Duration DEAD_LETTER_DELAY = Duration.ofSeconds(1);

	private final EventHandler handler;

	private final RetryPolicy policy;

	private final DeadLetterLog deadLetters;

	private final String group;

	TaskRunner(String group, EventHandler handler, RetryPolicy policy, DeadLetterLog deadLetters) {
		this.group = group;
		this.handler = handler;
		this.policy = policy;
		this.deadLetters = deadLetters;
	}

	void run(KeyQueue queue, Task task, Workers workers) {
		if (task.cause() == null) {
			attempt(task);
		}
		Throwable cause = task.cause();
		if (cause != null) {
			keep(queue, task, cause, workers);
		}
		else if (task.isDone()) {
			workers.done(queue);
		}
		else {
			queue.partition().suspended();
			workers.addLater(queue, this.policy.delayAfter(task.attempts()));
		}
	}

	private void attempt(Task task) {
		Event event;
		try {
			event = task.entry().event();
		}
		catch (UnreadableEntryException ex) {
			task.giveUp(ex);
			return;
		}
		task.attempted();
		try {
			this.handler.handle(new StoredEvent(task.entry().position(), event));
			task.done();
		}
		catch (Exception | LinkageError | StackOverflowError | AssertionError ex) {
			failed(task, ex);
		}
	}

	private void failed(Task task, Throwable failure) {
		if (this.policy.allows(task.attempts(), failure)) {
			logger.warn("Attempt {} of {} to handle {} failed", task.attempts(), this.policy.maxAttempts(),
					task.entry().position(), failure);
		}
		else {
			task.giveUp(failure);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the queue
	private void keep(KeyQueue queue, Task task, Throwable cause, Workers workers) {
		this.deadLetters.keep(task.entry(), this.group, task.attempts(), cause).whenComplete((kept, failure) -> {
			if (failure == null) {
				logger.error("{} is with the dead letters after {} attempts", task.entry().position(), task.attempts(),
						cause);
				workers.done(queue);
			}
			else {
				logger.error("{} could not be written to the dead letters; its partition is not committed past it",
						task.entry().position(), failure);
				queue.partition().suspended();
				workers.addLater(queue, DEAD_LETTER_DELAY);
			}
		});
	}

}
