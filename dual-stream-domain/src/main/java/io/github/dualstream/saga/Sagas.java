package io.github.dualstream.saga;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.github.dualstream.Causation;
import io.github.dualstream.Event;
import io.github.dualstream.ScheduledPublisher;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sagas of an application: handles their events, and gives operators access to those that
 * are stuck. Thread-safe.
 */
public final class Sagas {

	private static final long MAX_RETRIES = 5;

	private static final Duration DELAY = Duration.ofMillis(10);

	private static final Duration MAX_DELAY = Duration.ofMillis(200);

	private final Map<String, SagaType> types = new LinkedHashMap<>();

	private final SagaStore store;

	private final ScheduledPublisher scheduler;

	private final TransactionTemplate transaction;

	private final SagaListener listener;

	private final RetryTemplate retries = new RetryTemplate(RetryPolicy.builder()
		.includes(ConcurrencyFailureException.class)
		.maxRetries(MAX_RETRIES)
		.delay(DELAY)
		.jitter(DELAY)
		.multiplier(2)
		.maxDelay(MAX_DELAY)
		.build());

	/**
	 * Create the sagas.
	 * @param types kinds of sagas
	 * @param store store of the sagas
	 * @param scheduler publisher of the deadlines
	 * @param manager transaction manager of the steps, of the database of the store
	 * @param listener listener for outcomes
	 * @throws InvalidSagaException if two kinds have the same name
	 */
	public Sagas(Collection<SagaType> types, SagaStore store, ScheduledPublisher scheduler,
			PlatformTransactionManager manager, SagaListener listener) {
		for (SagaType type : types) {
			SagaType other = this.types.putIfAbsent(type.name(), type);
			if (other != null) {
				throw new InvalidSagaException(type + " and " + other + " are both saga '" + type.name() + "'",
						"Rename one of them.");
			}
		}
		this.store = store;
		this.scheduler = scheduler;
		this.transaction = new TransactionTemplate(manager);
		this.listener = listener;
	}

	/**
	 * Kinds of sagas.
	 * @return the kinds
	 */
	public Collection<SagaType> types() {
		return List.copyOf(this.types.values());
	}

	/**
	 * Handle an event. An event that another one was faster than is handled again at
	 * once, unless the caller has a transaction, which has failed then.
	 * @param type kind of saga that accepts the event
	 * @param event the event
	 * @return the outcome
	 */
	public SagaOutcome handle(SagaType type, Event event) {
		SagaKey key = type.keyOf(event);
		try {
			boolean joins = TransactionSynchronizationManager.isActualTransactionActive();
			SagaOutcome outcome = joins ? attempt(type, key, event)
					: this.retries.invoke(() -> attempt(type, key, event));
			this.listener.handled(type.name(), outcome);
			return outcome;
		}
		catch (RuntimeException | Error ex) {
			this.listener.handled(type.name(), SagaOutcome.FAILED);
			addFailure(key, event, ex);
			throw ex;
		}
	}

	/** The saga is shown as stuck if the event is not handled soon. */
	private void addFailure(SagaKey key, Event event, Throwable failure) {
		try {
			this.store.addFailure(key, event, NestedExceptionUtils.getMostSpecificCause(failure).toString());
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

	private SagaOutcome attempt(SagaType type, SagaKey key, Event event) {
		return Objects.requireNonNull(this.transaction.<SagaOutcome>execute((status) -> {
			SagaLookup found = this.store.find(key, event.id());
			SagaOutcome outcome = step(type, key, event, found);
			if (found.isFailing()) {
				this.store.removeFailures(key, event.id());
			}
			return outcome;
		}));
	}

	private SagaOutcome step(SagaType type, SagaKey key, Event event, SagaLookup found) {
		SagaInstance saga = found.saga();
		if (saga == null) {
			return start(type, key, event);
		}
		if (found.isHandled()) {
			return SagaOutcome.DUPLICATE;
		}
		if (saga.status() != SagaStatus.RUNNING) {
			return SagaOutcome.LATE;
		}
		return type.isDeadline(event) ? deadline(type, saga, event) : next(type, saga, event);
	}

	private SagaOutcome start(SagaType type, SagaKey key, Event event) {
		SagaMethod method = type.start(event);
		if (method == null) {
			if (type.waits(event)) {
				throw new SagaNotStartedException(key, event);
			}
			return SagaOutcome.NO_SAGA;
		}
		SagaRun run = SagaRun.first(type, key, this.scheduler);
		run.step(SagaStep.Kind.START, event.type(), method, event);
		SagaOutcome outcome = outcome(run.save(this.store));
		return (outcome == SagaOutcome.CONTINUED) ? SagaOutcome.STARTED : outcome;
	}

	private SagaOutcome next(SagaType type, SagaInstance saga, Event event) {
		SagaMethod method = type.step(event);
		if (method == null) {
			return SagaOutcome.LATE;
		}
		SagaRun run = SagaRun.next(type, saga, this.scheduler);
		run.step(SagaStep.Kind.EVENT, event.type(), method, event);
		return outcome(run.save(this.store));
	}

	private SagaOutcome deadline(SagaType type, SagaInstance saga, Event event) {
		String name = type.deadlineOf(event);
		SagaDeadline deadline = saga.deadlines().get(name);
		if (deadline == null || !deadline.eventId().equals(event.id())) {
			return SagaOutcome.LATE;
		}
		SagaRun run = SagaRun.next(type, saga, this.scheduler);
		run.deadline(name, event);
		return outcome(run.save(this.store));
	}

	private static SagaOutcome outcome(SagaInstance saga) {
		return switch (saga.status()) {
			case RUNNING -> SagaOutcome.CONTINUED;
			case COMPLETED -> SagaOutcome.COMPLETED;
			case COMPENSATED -> SagaOutcome.COMPENSATED;
		};
	}

	/**
	 * Find a saga.
	 * @param key name and id of the saga
	 * @return the saga, if it has started
	 */
	public Optional<SagaInstance> find(SagaKey key) {
		return this.store.find(key);
	}

	/**
	 * Load the history of a saga.
	 * @param key name and id of the saga
	 * @return its steps, in order
	 */
	public List<SagaStep> history(SagaKey key) {
		return this.store.history(key);
	}

	/**
	 * List the events that a saga failed to handle.
	 * @param key name and id of the saga
	 * @return the failures, oldest first
	 */
	public List<SagaFailure> failures(SagaKey key) {
		return this.store.failures(key);
	}

	/**
	 * Handle the events again that a saga failed to handle, oldest first.
	 * @param key name and id of the saga
	 * @return number of events
	 * @throws IllegalArgumentException if there is no such event
	 */
	public int retry(SagaKey key) {
		SagaType type = type(key);
		List<SagaFailure> failures = this.store.failures(key);
		if (failures.isEmpty()) {
			throw new IllegalArgumentException("Saga '" + key + "' has no event that it failed to handle");
		}
		failures.forEach((failure) -> Causation.run(failure.event(), () -> handle(type, failure.event())));
		return failures.size();
	}

	/**
	 * End a running saga by its compensations.
	 * @param key name and id of the saga
	 * @param reason reason for the history
	 * @throws IllegalArgumentException if there is no such saga, or it has ended
	 */
	public void compensate(SagaKey key, String reason) {
		SagaType type = type(key);
		this.retries.invoke(() -> this.transaction.<@Nullable Object>execute((status) -> {
			SagaInstance saga = this.store.find(key)
				.filter((found) -> found.status() == SagaStatus.RUNNING)
				.orElseThrow(() -> new IllegalArgumentException("There is no running saga '" + key + "'"));
			SagaRun run = SagaRun.next(type, saga, this.scheduler);
			run.requested(reason);
			this.store.removeFailures(key, null);
			return run.save(this.store);
		}));
		this.listener.handled(key.saga(), SagaOutcome.COMPENSATED);
	}

	private SagaType type(SagaKey key) {
		SagaType type = this.types.get(key.saga());
		if (type == null) {
			throw new IllegalArgumentException(
					"There is no saga '" + key.saga() + "'; there are " + this.types.keySet());
		}
		return type;
	}

	/**
	 * List sagas that are stuck, the longest waiting first.
	 * @param limits limits beyond which a saga is stuck
	 * @param limit maximum number of sagas
	 * @return the sagas, with their problems
	 */
	public List<SagaSummary> stuck(StuckLimits limits, int limit) {
		return this.store.stuck(limits, limit);
	}

	/**
	 * Count the sagas that are stuck.
	 * @param limits limits beyond which a saga is stuck
	 * @return number of stuck sagas
	 */
	public long countStuck(StuckLimits limits) {
		return this.store.countStuck(limits);
	}

	/**
	 * List sagas, the last updated first.
	 * @param saga name of the saga
	 * @param limit maximum number of sagas
	 * @return the sagas
	 */
	public List<SagaSummary> latest(String saga, int limit) {
		return this.store.latest(saga, limit);
	}

	/**
	 * Count sagas by name and status.
	 * @return number of sagas by status, by name
	 */
	public Map<String, Map<SagaStatus, Long>> counts() {
		return this.store.counts();
	}

}
