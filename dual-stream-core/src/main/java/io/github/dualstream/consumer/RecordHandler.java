package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.dualstream.Event;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.consumer.ConsumerListener.Outcome;
import io.github.dualstream.transport.PrintableText;
import io.github.dualstream.transport.ProcessedEventsUnavailableException;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * Passes records to the handler, and decides from its result what becomes of them.
 * Thread-safe.
 */
final class RecordHandler {

	private static final Logger logger = LoggerFactory.getLogger(RecordHandler.class);

	private final String group;

	private final BatchHandler handler;

	private final RetryPolicy policy;

	private final Duration timeout;

	private final DeadLetterWriter deadLetters;

	private final ConsumerListener listener;

	private final Predicate<Event> filter;

	private final Function<Event, String> handlerNames;

	private final Outage outage;

	RecordHandler(ConsumerDefinition consumer, DeadLetterWriter deadLetters, Outage outage) {
		this.group = consumer.group();
		this.handler = consumer.handler();
		this.policy = consumer.retry();
		this.timeout = consumer.settings().handlerTimeout();
		this.deadLetters = deadLetters;
		this.listener = consumer.listener();
		this.filter = consumer.filter();
		this.handlerNames = consumer.handlerNames();
		this.outage = outage;
	}

	/**
	 * Add the claimed records of a key to an attempt, up to the first one that is not an
	 * event; the others are no longer claimed.
	 * @return the outcome of the first record if it is not to be handled; {@code null} if
	 * it was added
	 */
	@Nullable RecordOutcome prepare(KeyQueue key, Attempt attempt) {
		Task first = key.first();
		if (first.decided() != null) {
			return first.decided();
		}
		if (!first.isLoaded()) {
			RecordOutcome missing = this.deadLetters.load(first);
			if (missing != null) {
				return missing;
			}
		}
		int readable = 0;
		for (Task task : key.claimed()) {
			try {
				Event event = EventReader.read(task.record());
				if (this.filter.test(event)) {
					attempt.events().add(new StoredEvent(task.position(), event));
				}
				readable++;
			}
			catch (UnreadableRecordException | RuntimeException ex) {
				if (readable == 0) {
					key.claimOnly(1);
					return new RecordOutcome.Failed(ex);
				}
				break;
			}
		}
		key.claimOnly(readable);
		attempt.keys().add(key);
		return null;
	}

	/**
	 * Call the handler with the events of an attempt.
	 * @return the outcome for each of its keys; {@code null} if the attempt was abandoned
	 * meanwhile
	 */
	@Nullable RecordOutcome handle(Attempt attempt) {
		if (attempt.events().isEmpty()) {
			return RecordOutcome.DONE;
		}
		Duration wait = this.outage.delay();
		if (!wait.isZero()) {
			return new RecordOutcome.RetryAfter(wait, false);
		}
		attempt.begin();
		@Nullable Throwable failure = call(attempt.events());
		Attempt.State ended = attempt.end();
		if (ended == Attempt.State.ABANDONED) {
			return null;
		}
		if (failure instanceof ProcessedEventsUnavailableException) {
			this.outage.failed(failure);
			return new RecordOutcome.RetryAfter(this.outage.delay(), false);
		}
		this.outage.succeeded();
		if (failure == null) {
			listen(attempt, Outcome.SUCCESS);
			return RecordOutcome.DONE;
		}
		if (ended == Attempt.State.INTERRUPTED) {
			listen(attempt, Outcome.TIMEOUT);
			return failed(attempt, HandlerTimeoutException.interrupted(this.timeout, failure));
		}
		listen(attempt, Outcome.FAILURE);
		return failed(attempt, failure);
	}

	/** Catches errors too, since a thread that ends would leave its keys stuck. */
	private @Nullable Throwable call(List<StoredEvent> events) {
		try {
			this.handler.handle(events);
			return null;
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	private RecordOutcome failed(Attempt attempt, Throwable failure) {
		if (attempt.isBatch()) {
			logger.warn("Group '{}': a batch of {} events from {} on failed in {}; retrying each event alone: {}",
					this.group, attempt.events().size(), attempt.task().position(), handlerOf(attempt),
					describe(failure));
			logger.debug("Failure of the batch", failure);
			return new RecordOutcome.RetryAfter(Duration.ZERO, true);
		}
		int attempts = attempt.task().attempted();
		if (this.policy.allows(attempts, failure)) {
			Duration delay = this.policy.delayAfter(attempts);
			logger.warn("Group '{}': attempt {} of {} of {} failed for {}; retrying in {} ms: {}", this.group, attempts,
					this.policy.maxAttempts(), handlerOf(attempt), describe(attempt.events().get(0)), delay.toMillis(),
					describe(failure));
			logger.debug("Failure of the attempt", failure);
			return new RecordOutcome.RetryAfter(delay, true);
		}
		logger.error("Group '{}': attempt {} of {} of {} failed for {}, no more attempts", this.group, attempts,
				this.policy.maxAttempts(), handlerOf(attempt), describe(attempt.events().get(0)), failure);
		return new RecordOutcome.Failed(failure);
	}

	/**
	 * Decide on an attempt that was abandoned, which counts as its last.
	 * @return the outcome for each of its keys
	 */
	RecordOutcome abandoned(Attempt attempt, Throwable failure) {
		listen(attempt, Outcome.TIMEOUT);
		if (attempt.isBatch()) {
			return new RecordOutcome.RetryAfter(Duration.ZERO, true);
		}
		int unused = attempt.task().attempted();
		return new RecordOutcome.Failed(failure);
	}

	private void listen(Attempt attempt, Outcome outcome) {
		this.listener.handled(this.group, attempt.task().position().topic(), attempt.events().size(), attempt.time(),
				outcome);
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
	static String describe(Throwable failure) {
		StackTraceElement[] trace = NestedExceptionUtils.getMostSpecificCause(failure).getStackTrace();
		String text = PrintableText.ofInnermostCause(failure);
		return (trace.length > 0) ? text + ", thrown at " + trace[0] : text;
	}

}
