package io.github.dualstream.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.dualstream.DueTime;
import io.github.dualstream.Event;
import io.github.dualstream.ScheduledPublisher;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * One step of a saga, within its transaction, and the compensations that follow from it.
 */
final class SagaRun implements SagaContext {

	private final SagaType type;

	private final SagaKey key;

	private final ScheduledPublisher scheduler;

	private final long previousVersion;

	private final List<String> compensations;

	private final Map<String, SagaDeadline> deadlines;

	private final List<SagaStep> steps = new ArrayList<>();

	private SagaStatus status = SagaStatus.RUNNING;

	private @Nullable String detail;

	private @Nullable Object state;

	private SagaRun(SagaType type, SagaKey key, ScheduledPublisher scheduler, long previousVersion,
			List<String> compensations, Map<String, SagaDeadline> deadlines, @Nullable Object state) {
		this.type = type;
		this.key = key;
		this.scheduler = scheduler;
		this.previousVersion = previousVersion;
		this.compensations = new ArrayList<>(compensations);
		this.deadlines = new HashMap<>(deadlines);
		this.state = state;
	}

	static SagaRun first(SagaType type, SagaKey key, ScheduledPublisher scheduler) {
		return new SagaRun(type, key, scheduler, 0, List.of(), Map.of(), null);
	}

	static SagaRun next(SagaType type, SagaInstance saga, ScheduledPublisher scheduler) {
		return new SagaRun(type, saga.key(), scheduler, saga.version(), saga.compensations(), saga.deadlines(),
				type.read(saga.state()));
	}

	/**
	 * Call a method for an event, and the compensations if it asks for them.
	 */
	void step(SagaStep.Kind kind, String name, SagaMethod method, Event event) {
		this.state = method.call(new SagaMethod.Call(this.state, event, this));
		add(kind, name, event.id());
		finish();
	}

	/**
	 * Call a method for a deadline, which is not set any more.
	 */
	void deadline(String name, Event event) {
		this.deadlines.remove(name);
		step(SagaStep.Kind.DEADLINE, name, this.type.deadline(name), event);
	}

	/**
	 * Call the compensations without an event.
	 */
	void requested(String reason) {
		compensate(reason);
		add(SagaStep.Kind.REQUEST, "compensate", null);
		finish();
	}

	private void add(SagaStep.Kind kind, String name, @Nullable String eventId) {
		this.steps.add(new SagaStep(this.previousVersion + this.steps.size() + 1, kind, name, eventId, this.detail,
				Instant.EPOCH));
	}

	private void finish() {
		if (this.status == SagaStatus.COMPENSATED) {
			this.detail = null;
			for (int i = this.compensations.size() - 1; i >= 0; i--) {
				String name = this.compensations.get(i);
				this.state = this.type.compensation(name).call(new SagaMethod.Call(this.state, null, this));
				add(SagaStep.Kind.COMPENSATION, name, null);
			}
		}
		if (this.status != SagaStatus.RUNNING) {
			List.copyOf(this.deadlines.keySet()).forEach(this::cancelDeadline);
		}
	}

	/** Store the saga as it is now. */
	SagaInstance save(SagaStore store) {
		SagaInstance saga = new SagaInstance(this.key, this.previousVersion + this.steps.size(), this.status,
				this.type.write(Objects.requireNonNull(this.state, "there is no state")), this.compensations,
				this.deadlines);
		store.save(saga, this.previousVersion, this.steps);
		return saga;
	}

	@Override
	public String id() {
		return this.key.id();
	}

	@Override
	public void deadline(String name, Duration delay) {
		Event event = newDeadline(name, Instant.now().plus(DueTime.after(delay, () -> subject(name))));
		this.scheduler.publishAfter(event, delay);
	}

	@Override
	public void deadline(String name, Instant due) {
		Event event = newDeadline(name, DueTime.of(due, () -> subject(name)));
		this.scheduler.publishAt(event, due);
	}

	private String subject(String deadline) {
		return "deadline '" + deadline + "' of saga '" + this.key + "'";
	}

	private Event newDeadline(String name, Instant due) {
		requireRunning();
		SagaMethod unused = this.type.deadline(name);
		cancelDeadline(name);
		Event event = this.type.deadlineEvent(this.key, name);
		this.deadlines.put(name, new SagaDeadline(event.id(), due));
		return event;
	}

	@Override
	public void cancelDeadline(String name) {
		SagaDeadline deadline = this.deadlines.remove(name);
		if (deadline != null) {
			// if it is on its way already, the saga will not recognize its event
			this.scheduler.cancel(deadline.eventId());
		}
	}

	@Override
	public void onCompensation(String name) {
		requireRunning();
		SagaMethod unused = this.type.compensation(name);
		this.compensations.add(name);
	}

	@Override
	public void compensate(String reason) {
		end(SagaStatus.COMPENSATED, reason);
	}

	@Override
	public void complete() {
		end(SagaStatus.COMPLETED, null);
	}

	private void end(SagaStatus status, @Nullable String reason) {
		requireRunning();
		this.status = status;
		this.detail = (reason != null) ? "compensate: " + reason : "complete";
	}

	private void requireRunning() {
		Assert.state(this.status == SagaStatus.RUNNING,
				() -> "Saga '" + this.key + "' has been ended by this step already; it cannot be ended again, and "
						+ "takes no deadlines or compensations any more");
	}

}
