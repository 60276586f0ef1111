package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.dualstream.Event;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.consumer.ConsumerListener.Outcome;
import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.transport.PrintableText;
import io.github.dualstream.transport.ProcessedEventsUnavailableException;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * Passes tasks to the handler, and decides what follows from the outcome: complete,
 * retry, or dead-letter topic. A task is not complete until its dead-letter record can be
 * written. Thread-safe.
 */
final class TaskRunner {

	private static final Logger logger = LoggerFactory.getLogger(TaskRunner.class);

	private static final Duration DEAD_LETTER_DELAY = Duration.ofSeconds(1);

	private final String group;

	private final BatchHandler handler;

	private final RetryPolicy policy;

	private final Duration timeout;

	private final DeadLetterWriter deadLetters;

	private final ConsumerListener listener;

	private final Predicate<Event> filter;

	private final Function<Event, String> handlerNames;

	private final Outage outage;

	TaskRunner(ConsumerDefinition consumer, Outage outage) {
		this.outage = outage;
		this.filter = consumer.filter();
		this.handlerNames = consumer.handlerNames();
		this.group = consumer.group();
		this.handler = consumer.handler();
		this.policy = consumer.retry();
		this.timeout = consumer.settings().handlerTimeout();
		this.deadLetters = new DeadLetterWriter(consumer);
		this.listener = consumer.listener();
	}

	/**
	 * Run the claimed tasks.
	 * @return whether the worker may continue; if not, it was abandoned meanwhile
	 */
	boolean run(List<Claim> claimed, Worker worker, Workers workers) {
		List<Claim> claims = new ArrayList<>(claimed.size());
		List<StoredEvent> events = new ArrayList<>(claimed.size());
		for (Claim claim : claimed) {
			if (!isToBeHandled(claim, workers)) {
				continue;
			}
			int readable = read(claim, events);
			if (readable > 0) {
				claims.add(claim.only(readable));
			}
			else {
				keep(claim.only(1), workers);
			}
		}
		return claims.isEmpty() || attempt(new Attempt(claims, events), worker, workers);
	}

	/** Whether there is something to handle; reads a dead-letter record if it is one. */
	private boolean isToBeHandled(Claim claim, Workers workers) {
		if (claim.tasks().isEmpty() || claim.first().letter() == null) {
			return !claim.tasks().isEmpty();
		}
		if (claim.first().isHandled()) {
			answer(claim, DeadLetterMark.Kind.RESOLVED, workers);
			return false;
		}
		try {
			this.deadLetters.load(claim.first());
			return true;
		}
		catch (RuntimeException ex) {
			logger.error("Failed to read the dead-letter record of {}; retrying", claim.first().position(), ex);
			workers.suspend(claim.queue(), DEAD_LETTER_DELAY);
			return false;
		}
	}

	/**
	 * Read events up to the first record that is not an event or has no attempts left.
	 * @return number of records, including those that the filter leaves out
	 */
	private int read(Claim claim, List<StoredEvent> events) {
		int readable = 0;
		for (Task task : claim.tasks()) {
			if (task.cause() != null) {
				break;
			}
			try {
				Event event = EventReader.read(task.record());
				if (this.filter.test(event)) {
					events.add(new StoredEvent(task.position(), event));
				}
				readable++;
			}
			catch (UnreadableRecordException | RuntimeException ex) {
				task.giveUp(ex);
				break;
			}
		}
		return readable;
	}

	private boolean attempt(Attempt attempt, Worker worker, Workers workers) {
		if (attempt.events().isEmpty()) {
			attempt.claims().forEach((claim) -> done(claim, worker, workers));
			return true;
		}
		Duration wait = this.outage.delay();
		if (!wait.isZero()) {
			postpone(attempt, wait, workers);
			return true;
		}
		worker.begin(attempt);
		@Nullable Throwable failure = call(attempt);
		Worker.@Nullable Return back = worker.end();
		if (back == null) {
			return false;
		}
		if (failure instanceof ProcessedEventsUnavailableException) {
			this.outage.failed(failure);
			postpone(attempt, this.outage.delay(), workers);
			return true;
		}
		this.outage.succeeded();
		if (failure == null) {
			listen(attempt, Outcome.SUCCESS);
			attempt.claims().forEach((claim) -> done(claim, worker, workers));
		}
		else if (back == Worker.Return.INTERRUPTED) {
			listen(attempt, Outcome.TIMEOUT);
			failed(attempt, HandlerTimeoutException.interrupted(this.timeout, failure), workers);
		}
		else {
			listen(attempt, Outcome.FAILURE);
			failed(attempt, failure, workers);
		}
		return true;
	}

	private @Nullable Throwable call(Attempt attempt) {
		try {
			this.handler.handle(attempt.events());
			return null;
		}
		catch (Throwable ex) { // of an Error as well: a thread that died of it would
								// leave
								// its keys stuck
			return ex;
		}
	}

	/** Called when the handler has not returned and is abandoned. */
	void abandoned(Attempt attempt, Throwable failure, Workers workers) {
		listen(attempt, Outcome.TIMEOUT);
		if (!attempt.isBatch()) {
			attempt.task().attempted();
			attempt.task().giveUp(failure);
		}
		again(attempt, Duration.ZERO, workers);
	}

	private void failed(Attempt attempt, Throwable failure, Workers workers) {
		if (attempt.isBatch()) {
			logger.warn("Group '{}': a batch of {} events from {} on failed in {}; retrying each event alone: {}",
					this.group, attempt.events().size(), attempt.task().position(), handlerOf(attempt),
					describe(failure));
			logger.debug("Failure of the batch", failure);
			again(attempt, Duration.ZERO, workers);
			return;
		}
		Task task = attempt.task();
		task.attempted();
		if (this.policy.allows(task.attempts(), failure)) {
			Duration delay = this.policy.delayAfter(task.attempts());
			logger.warn("Group '{}': attempt {} of {} of {} failed for {}; retrying in {} ms: {}", this.group,
					task.attempts(), this.policy.maxAttempts(), handlerOf(attempt), describe(attempt.events().get(0)),
					delay.toMillis(), describe(failure));
			logger.debug("Failure of the attempt", failure);
			again(attempt, delay, workers);
		}
		else {
			logger.error("Group '{}': attempt {} of {} of {} failed for {}, no more attempts", this.group,
					task.attempts(), this.policy.maxAttempts(), handlerOf(attempt), describe(attempt.events().get(0)),
					failure);
			task.giveUp(failure);
			keep(attempt.claims().get(0), workers);
		}
	}

	private String handlerOf(Attempt attempt) {
		return this.handlerNames.apply(attempt.events().get(0).event());
	}

	private static String describe(StoredEvent stored) {
		Event event = stored.event();
		return "event '" + event.id() + "' of type '" + event.type() + "' and source " + event.source() + " at "
				+ stored.position();
	}

	/** Describe the innermost cause, and the line of code that threw it. */
	private static String describe(Throwable failure) {
		StackTraceElement[] trace = NestedExceptionUtils.getMostSpecificCause(failure).getStackTrace();
		String text = PrintableText.ofInnermostCause(failure);
		return (trace.length > 0) ? text + ", thrown at " + trace[0] : text;
	}

	/** Postpone without an attempt: batches stay batches. */
	private static void postpone(Attempt attempt, Duration delay, Workers workers) {
		attempt.claims().forEach((claim) -> workers.suspend(claim.queue(), delay));
	}

	private static void again(Attempt attempt, Duration delay, Workers workers) {
		for (Claim claim : attempt.claims()) {
			claim.tasks().forEach(Task::handleAlone);
			workers.suspend(claim.queue(), delay);
		}
	}

	private void done(Claim claim, Worker worker, Workers workers) {
		if (claim.first().letter() == null) {
			workers.done(claim, worker);
		}
		else {
			claim.first().handled();
			answer(claim, DeadLetterMark.Kind.RESOLVED, workers);
		}
	}

	private void keep(Claim claim, Workers workers) {
		Throwable cause = claim.first().cause();
		if (cause == null || claim.queue().partition().isClosed()) {
			workers.suspend(claim.queue(), Duration.ZERO);
		}
		else if (claim.first().letter() != null) {
			logger.error("{} failed again; it stays in the dead-letter topic", claim.first().position(), cause);
			answer(claim, DeadLetterMark.Kind.FAILED, workers);
		}
		else {
			keep(claim, cause, workers);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the queue
	private void keep(Claim claim, Throwable cause, Workers workers) {
		Task task = claim.first();
		this.deadLetters.keep(task, cause).handle((kept, failure) -> {
			this.listener.deadLetter(this.group, task.position().topic(), failure == null);
			if (failure == null) {
				logKept(task, cause);
				claim.queue().partition().written(kept);
				workers.done(claim);
			}
			else {
				logger.error(
						"{} could not be written to the dead-letter topic; retrying, its partition is not committed past it",
						task.position(), failure);
				claim.queue().partition().notKept(task);
				workers.suspend(claim.queue(), DEAD_LETTER_DELAY);
			}
			return null;
		}).exceptionally((failure) -> broken(failure, workers));
	}

	private void logKept(Task task, Throwable cause) {
		if (task.isParked()) {
			logger.debug("{} was sent to the dead-letter topic because its source is parked", task.position());
		}
		else {
			logger.error("Group '{}': sent {} to the dead-letter topic after {} attempts: {}", this.group,
					task.position(), task.attempts(), describe(cause));
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the queue
	private void answer(Claim claim, DeadLetterMark.Kind answer, Workers workers) {
		Task task = claim.first();
		this.deadLetters.answer(task, answer).handle((written, failure) -> {
			if (failure == null) {
				claim.queue().partition().written(written);
				workers.done(claim);
			}
			else {
				logger.error("The outcome of {} could not be written to the dead-letter topic; retrying",
						task.position(), failure);
				workers.suspend(claim.queue(), DEAD_LETTER_DELAY);
			}
			return null;
		}).exceptionally((failure) -> broken(failure, workers));
	}

	private static @Nullable Object broken(Throwable failure, Workers workers) {
		workers.failed(failure);
		return null;
	}

	private void listen(Attempt attempt, Outcome outcome) {
		this.listener.handled(this.group, attempt.task().position().topic(), attempt.events().size(),
				Duration.ofNanos(System.nanoTime() - attempt.startedAt()), outcome);
	}

}
