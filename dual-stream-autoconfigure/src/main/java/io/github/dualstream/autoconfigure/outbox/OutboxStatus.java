package io.github.dualstream.autoconfigure.outbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.autoconfigure.actuator.StatusOperation;
import io.github.dualstream.outbox.FailedEvent;
import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.outbox.OutboxCounts;
import io.github.dualstream.outbox.RelayLease;
import io.github.dualstream.outbox.ScheduledStore;
import org.jspecify.annotations.Nullable;

/**
 * Status of the outbox and its relays; operations {@code list}, {@code retry} and
 * {@code discard} are for failed events. Events are shown without their data.
 */
final class OutboxStatus implements StatusContributor {

	private static final int PAGE = 100;

	private static final String ALL = "all";

	private final Outbox outbox;

	private final @Nullable ScheduledStore scheduled;

	/**
	 * Create the part.
	 * @param outbox the outbox to show
	 * @param scheduled store of the events that are published later, if there is one
	 */
	OutboxStatus(Outbox outbox, @Nullable ScheduledStore scheduled) {
		this.outbox = outbox;
		this.scheduled = scheduled;
	}

	@Override
	public String name() {
		return "outbox";
	}

	@Override
	public Object status() {
		OutboxCounts counts = this.outbox.counts();
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("pending", counts.pending());
		status.put("oldestAgeMillis", counts.oldestAge().toMillis());
		status.put("failed", counts.failed());
		if (this.scheduled != null) {
			status.put("scheduled", this.scheduled.count());
		}
		this.outbox.relayFailure().ifPresent((failure) -> status.put("relayFailure", failure));
		status.put("relays", this.outbox.relays().stream().map(OutboxStatus::describe).toList());
		return status;
	}

	@Override
	public Map<String, StatusOperation> operations() {
		return Map.of("list", this::list, "retry", this::retry, "discard",
				(argument) -> Map.of("discarded", apply(this.outbox::discard, argument)));
	}

	private Object list(@Nullable String after) {
		List<FailedEvent> events = this.outbox.failed((after != null) ? number(after) : 0, PAGE);
		return Map.of("failed", events.stream().map(OutboxStatus::describe).toList());
	}

	private Object retry(@Nullable String argument) {
		return Map.of("retried", ALL.equals(argument) ? this.outbox.retryAll() : apply(this.outbox::retry, argument));
	}

	private static int apply(LongPredicate operation, @Nullable String argument) {
		if (argument == null) {
			throw new IllegalArgumentException("is missing: give the number of an event that \"list\" shows");
		}
		if (!operation.test(number(argument))) {
			throw new IllegalArgumentException("is not the number of a failed event");
		}
		return 1;
	}

	private static long number(String argument) {
		try {
			return Long.parseLong(argument);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("is not a number", ex);
		}
	}

	private static Map<String, Object> describe(RelayLease lease) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("epoch", lease.epoch());
		description.put("name", lease.name());
		description.put("slots", lease.slots());
		description.put("remainingMillis", lease.remaining().toMillis());
		return description;
	}

	private static Map<String, Object> describe(FailedEvent event) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("number", event.number());
		description.put("id", event.eventId());
		description.put("type", event.type());
		description.put("source", event.source().toString());
		description.put("storedAt", event.storedAt().toString());
		description.put("cause", event.cause());
		return description;
	}

}
