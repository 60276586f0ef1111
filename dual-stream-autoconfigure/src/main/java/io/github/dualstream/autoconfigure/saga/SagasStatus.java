package io.github.dualstream.autoconfigure.saga;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.autoconfigure.actuator.StatusOperation;
import io.github.dualstream.saga.SagaFailure;
import io.github.dualstream.saga.SagaInstance;
import io.github.dualstream.saga.SagaKey;
import io.github.dualstream.saga.SagaStep;
import io.github.dualstream.saga.SagaSummary;
import io.github.dualstream.saga.Sagas;
import io.github.dualstream.saga.StuckLimits;
import org.jspecify.annotations.Nullable;

/**
 * Status of the sagas: their numbers, and those that are stuck; operations {@code list}
 * and {@code history} show sagas without their state, {@code retry} and
 * {@code compensate} act on one.
 */
final class SagasStatus implements StatusContributor {

	private static final int PAGE = 100;

	private final Sagas sagas;

	private final StuckLimits limits;

	SagasStatus(Sagas sagas, StuckLimits limits) {
		this.sagas = sagas;
		this.limits = limits;
	}

	@Override
	public String name() {
		return "sagas";
	}

	@Override
	public Object status() {
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("sagas", this.sagas.counts());
		status.put("stuck", this.sagas.countStuck(this.limits));
		status.put("firstStuck", describe(this.sagas.stuck(this.limits, PAGE)));
		return status;
	}

	@Override
	public Map<String, StatusOperation> operations() {
		return Map.of("list", this::list, "history", this::history, "retry",
				(argument) -> Map.of("retried", this.sagas.retry(key(argument))), "compensate", this::compensate);
	}

	private Object list(@Nullable String saga) {
		if (saga == null || this.sagas.types().stream().noneMatch((type) -> type.name().equals(saga))) {
			throw new IllegalArgumentException("is not the name of a saga; there are "
					+ this.sagas.types().stream().map((type) -> type.name()).toList());
		}
		return Map.of("latest", describe(this.sagas.latest(saga, PAGE)));
	}

	private Object history(@Nullable String argument) {
		SagaKey key = key(argument);
		Map<String, Object> history = new LinkedHashMap<>();
		this.sagas.find(key).ifPresent((saga) -> describe(saga, history));
		history.put("steps", this.sagas.history(key).stream().map(SagasStatus::describe).toList());
		history.put("failures", this.sagas.failures(key).stream().map(SagasStatus::describe).toList());
		return history;
	}

	private Object compensate(@Nullable String argument) {
		SagaKey key = key(argument);
		this.sagas.compensate(key, "requested at the endpoint");
		return Map.of("compensated", key.toString());
	}

	private static SagaKey key(@Nullable String argument) {
		int colon = (argument != null) ? argument.indexOf(':') : -1;
		if (argument == null || colon < 1) {
			throw new IllegalArgumentException("is not of the form name:id");
		}
		return new SagaKey(argument.substring(0, colon), argument.substring(colon + 1));
	}

	private static List<Map<String, Object>> describe(List<SagaSummary> sagas) {
		return sagas.stream().map(SagasStatus::describe).toList();
	}

	private static Map<String, Object> describe(SagaSummary saga) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("saga", saga.key().toString());
		description.put("status", (saga.status() != null) ? saga.status() : "NOT_STARTED");
		description.put("steps", saga.steps());
		putIfPresent(description, "startedAt", saga.startedAt());
		putIfPresent(description, "updatedAt", saga.updatedAt());
		putIfPresent(description, "problem", saga.problem());
		return description;
	}

	private static void describe(SagaInstance saga, Map<String, Object> description) {
		description.put("status", saga.status());
		Map<String, Object> deadlines = new LinkedHashMap<>();
		saga.deadlines().forEach((name, deadline) -> deadlines.put(name, deadline.due().toString()));
		description.put("deadlines", deadlines);
		description.put("compensations", saga.compensations());
	}

	private static Map<String, Object> describe(SagaStep step) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("step", step.number());
		description.put("time", step.time().toString());
		description.put("kind", step.kind());
		description.put("name", step.name());
		putIfPresent(description, "eventId", step.eventId());
		putIfPresent(description, "detail", step.detail());
		return description;
	}

	private static Map<String, Object> describe(SagaFailure failure) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("event", failure.event().toString());
		description.put("failure", failure.failure());
		description.put("attempts", failure.attempts());
		description.put("since", failure.since().toString());
		return description;
	}

	private static void putIfPresent(Map<String, Object> description, String name, @Nullable Object value) {
		if (value != null) {
			description.put(name, value.toString());
		}
	}

}
