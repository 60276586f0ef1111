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

	private final Function<Event, HandlerSettings> settings;

	private final List<FailureDecider> deciders;

	private final Duration timeout;

	private final DeadLetterWriter deadLetters;

	private final ConsumerListener listener;

	private final Predicate<Event> filter;

	private final Outage outage;

	RecordHandler(ConsumerDefinition consumer, DeadLetterWriter deadLetters, Outage outage) {
		this.group = consumer.group();
		this.handler = consumer.handler();
		this.settings = consumer.handlers();
		this.deciders = consumer.deciders();
		this.timeout = consumer.settings().handlerTimeout();
		this.deadLetters = deadLetters;
		this.listener = consumer.listener();
		this.filter = consumer.filter();
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
		Duration wait = permit(attempt);
		wait = wait.isZero() ? this.outage.delay() : wait;
		if (!wait.isZero()) {
			return new RecordOutcome.RetryAfter(wait, false);
		}
		attempt.begin();
		@Nullable Throwable failure = call(attempt);
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

	/**
	 * Reserve the time of an attempt by the rate limit. Its records wait for it as for a
	 * retry, not on a thread, so that a handler's timeout begins with the call.
	 */
	private Duration permit(Attempt attempt) {
		RateLimit limit = settingsOf(attempt).rateLimit();
		if (limit == null) {
			return Duration.ZERO;
		}
		List<Task> unpermitted = attempt.keys()
			.stream()
			.flatMap((key) -> key.claimed().stream())
			.filter((task) -> !task.isPermitted())
			.toList();
		if (unpermitted.isEmpty()) {
			return Duration.ZERO;
		}
		unpermitted.forEach(Task::permit);
		return limit.reserve(Math.min(unpermitted.size(), attempt.events().size()));
	}

	/** Catches errors too, since a thread that ends would leave its keys stuck. */
	private @Nullable Throwable call(Attempt attempt) {
		int failed = attempt.task().attempts();
		try {
			if (failed == 0) {
				this.handler.handle(attempt.events());
			}
			else {
				HandlingAttempt.run(failed + 1, () -> {
					this.handler.handle(attempt.events());
					return null;
				});
			}
			return null;
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	private RecordOutcome failed(Attempt attempt, Throwable failure) {
		if (attempt.isBatch()) {
			logger.warn("Group '{}': a batch of {} events from {} on failed in {}; retrying each event alone: {}",
					this.group, attempt.events().size(), attempt.task().position(), settingsOf(attempt).name(),
					describe(failure));
			logger.debug("Failure of the batch", failure);
			return new RecordOutcome.RetryAfter(Duration.ZERO, true);
		}
		int attempts = attempt.task().attempted();
		StoredEvent event = attempt.events().get(0);
		HandlerSettings handler = settingsOf(attempt);
		int maxAttempts = handler.retry().maxAttempts();
		FailureDecision decision = decide(new FailedAttempt(this.group, event, attempts, failure, handler.retry()));
		if (decision instanceof FailureDecision.Retry retry) {
			Duration delay = (retry.delay() != null) ? retry.delay() : handler.retry().delayAfter(attempts);
			logger.warn("Group '{}': attempt {} of {} of {} failed for {}; retrying in {} ms: {}", this.group, attempts,
					maxAttempts, handler.name(), describe(event), delay.toMillis(), describe(failure));
			logger.debug("Failure of the attempt", failure);
			return new RecordOutcome.RetryAfter(delay, true);
		}
		if (decision instanceof FailureDecision.Skip) {
			logger.error("Group '{}': attempt {} of {} of {} failed for {}, which is skipped", this.group, attempts,
					maxAttempts, handler.name(), describe(event), failure);
			this.listener.skipped(this.group, event.position().topic());
			return RecordOutcome.DONE;
		}
		logger.error("Group '{}': attempt {} of {} of {} failed for {}, no more attempts", this.group, attempts,
				maxAttempts, handler.name(), describe(event), failure);
		return new RecordOutcome.Failed(failure);
	}

	private FailureDecision decide(FailedAttempt failed) {
		for (FailureDecider decider : this.deciders) {
			try {
				FailureDecision decision = decider.decide(failed);
				if (decision != null) {
					return decision;
				}
			}
			catch (RuntimeException ex) {
				logger.error("Group '{}': {} failed to decide about {}; the next one does", this.group, decider,
						describe(failed.event()), ex);
			}
		}
		return failed.retry().decide(failed.attempts(), failed.failure());
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

	private HandlerSettings settingsOf(Attempt attempt) {
		return this.settings.apply(attempt.events().get(0).event());
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
