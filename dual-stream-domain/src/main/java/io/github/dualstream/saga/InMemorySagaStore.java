package io.github.dualstream.saga;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.dualstream.Event;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Store of sagas in memory, for tests: it is not part of transactions.
 */
public final class InMemorySagaStore implements SagaStore {

	private final Map<SagaKey, StoredSaga> sagas = new LinkedHashMap<>();

	private final Map<SagaKey, Map<String, SagaFailure>> failures = new LinkedHashMap<>();

	private final Clock clock;

	/**
	 * Create an empty store.
	 * @param clock clock for the times of steps and failures
	 */
	public InMemorySagaStore(Clock clock) {
		this.clock = clock;
	}

	@Override
	public synchronized Optional<SagaInstance> find(SagaKey key) {
		return Optional.ofNullable(this.sagas.get(key)).map(StoredSaga::saga);
	}

	@Override
	public synchronized SagaLookup find(SagaKey key, String eventId) {
		return new SagaLookup(find(key).orElse(null),
				history(key).stream().anyMatch((step) -> eventId.equals(step.eventId())),
				this.failures.getOrDefault(key, Map.of()).containsKey(eventId));
	}

	@Override
	public synchronized void save(SagaInstance saga, long previousVersion, List<SagaStep> steps) {
		StoredSaga stored = this.sagas.get(saga.key());
		if (previousVersion != ((stored != null) ? stored.saga().version() : 0)) {
			throw new OptimisticLockingFailureException(
					"Another step of saga '" + saga.key() + "' was first, so this one was not stored");
		}
		List<SagaStep> history = new ArrayList<>((stored != null) ? stored.steps() : List.of());
		steps.forEach((step) -> history.add(new SagaStep(step.number(), step.kind(), step.name(), step.eventId(),
				step.detail(), this.clock.instant())));
		this.sagas.put(saga.key(), new StoredSaga(saga, history));
	}

	@Override
	public synchronized List<SagaStep> history(SagaKey key) {
		StoredSaga stored = this.sagas.get(key);
		return (stored != null) ? List.copyOf(stored.steps()) : List.of();
	}

	@Override
	public synchronized void addFailure(SagaKey key, Event event, String failure) {
		this.failures.computeIfAbsent(key, (absent) -> new LinkedHashMap<>())
			.merge(event.id(), new SagaFailure(key, event, failure, 1, this.clock.instant()),
					(first, next) -> new SagaFailure(key, event, failure, first.attempts() + 1, first.since()));
	}

	@Override
	public synchronized void removeFailures(SagaKey key, @Nullable String eventId) {
		this.failures.computeIfPresent(key, (same, remaining) -> {
			remaining.keySet().removeIf((id) -> eventId == null || id.equals(eventId));
			return remaining.isEmpty() ? null : remaining;
		});
	}

	@Override
	public synchronized List<SagaFailure> failures(SagaKey key) {
		return List.copyOf(this.failures.getOrDefault(key, Map.of()).values());
	}

	@Override
	public synchronized List<SagaSummary> stuck(StuckLimits limits, int limit) {
		Map<SagaKey, Problem> oldest = new LinkedHashMap<>();
		problems(limits).sorted(Comparator.comparing(Problem::since))
			.forEach((problem) -> oldest.putIfAbsent(problem.key(), problem));
		return oldest.values()
			.stream()
			.limit(limit)
			.map((problem) -> summary(problem.key(), problem.reason()))
			.toList();
	}

	@Override
	public synchronized long countStuck(StuckLimits limits) {
		return problems(limits).map(Problem::key).distinct().count();
	}

	private Stream<Problem> problems(StuckLimits limits) {
		Instant failing = this.clock.instant().minus(limits.failing());
		Instant idle = this.clock.instant().minus(limits.idle());
		Stream<Problem> failed = this.failures.values()
			.stream()
			.flatMap((events) -> events.values().stream())
			.filter((failure) -> !failure.since().isAfter(failing) && isAwaited(failure))
			.map((failure) -> new Problem(failure.key(), failure.since(), failure.failure()));
		Stream<Problem> waiting = this.sagas.values()
			.stream()
			.filter((stored) -> stored.saga().status() == SagaStatus.RUNNING)
			.flatMap((stored) -> stored.problem(failing, idle).stream());
		return Stream.concat(failed, waiting);
	}

	private boolean isAwaited(SagaFailure failure) {
		SagaLookup found = find(failure.key(), failure.event().id());
		SagaInstance saga = found.saga();
		return !found.isHandled() && (saga == null || saga.status() == SagaStatus.RUNNING);
	}

	@Override
	public synchronized List<SagaSummary> latest(String saga, int limit) {
		return this.sagas.values()
			.stream()
			.filter((stored) -> stored.saga().key().saga().equals(saga))
			.sorted(Comparator.comparing(StoredSaga::updatedAt).reversed())
			.limit(limit)
			.map((stored) -> summary(stored.saga().key(), null))
			.toList();
	}

	private SagaSummary summary(SagaKey key, @Nullable String problem) {
		StoredSaga stored = this.sagas.get(key);
		return (stored != null) ? new SagaSummary(key, stored.saga().status(), stored.saga().version(),
				stored.steps().get(0).time(), stored.updatedAt(), problem)
				: new SagaSummary(key, null, 0, null, null, problem);
	}

	@Override
	public synchronized Map<String, Map<SagaStatus, Long>> counts() {
		Map<String, Map<SagaStatus, Long>> counts = new TreeMap<>();
		this.sagas
			.forEach((key, stored) -> counts.computeIfAbsent(key.saga(), (saga) -> new EnumMap<>(SagaStatus.class))
				.merge(stored.saga().status(), 1L, Long::sum));
		return counts;
	}

	@Override
	public synchronized int deleteEnded(Duration retention) {
		Instant before = this.clock.instant().minus(retention);
		List<SagaKey> ended = this.sagas.values()
			.stream()
			.filter((stored) -> stored.saga().status() != SagaStatus.RUNNING && !stored.updatedAt().isAfter(before))
			.map((stored) -> stored.saga().key())
			.toList();
		ended.forEach((key) -> {
			this.sagas.remove(key);
			this.failures.remove(key);
		});
		return ended.size();
	}

	/**
	 * Saga with its history.
	 *
	 * @param saga the saga
	 * @param steps its steps, at least one
	 */
	private record StoredSaga(SagaInstance saga, List<SagaStep> steps) {

		Instant updatedAt() {
			return this.steps.get(this.steps.size() - 1).time();
		}

		Optional<Problem> problem(Instant failing, Instant idle) {
			Instant deadline = this.saga.nextDeadline();
			if (deadline != null) {
				return deadline.isAfter(failing) ? Optional.empty()
						: Optional.of(new Problem(this.saga.key(), deadline, "the deadline has passed"));
			}
			return updatedAt().isAfter(idle) ? Optional.empty()
					: Optional.of(new Problem(this.saga.key(), updatedAt(), "no step and no deadline"));
		}

	}

	/**
	 * Reason why a saga is stuck.
	 *
	 * @param key key of the saga
	 * @param since time since when it waits
	 * @param reason the reason
	 */
	private record Problem(SagaKey key, Instant since, String reason) {

	}

}
