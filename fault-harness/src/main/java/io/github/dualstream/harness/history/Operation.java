package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Publish operation.
 *
 * @param process process that called it
 * @param number number within the process
 * @param event id of the event
 * @param source source of the event, {@code type:id}
 * @param sequence number in the order of the calls for this source within the process; 0
 * if it has none
 * @param outcome known outcome
 * @param position position of the event, if it was acknowledged
 * @param error reported failure, if it was not
 * @param invokedAt time of the call, by {@link System#nanoTime()}
 * @param endedAt time of its outcome; {@link Long#MAX_VALUE} if it has none
 */
public record Operation(String process, long number, String event, String source, long sequence, Outcome outcome,
		@Nullable String position, @Nullable String error, long invokedAt, long endedAt) {

	/**
	 * Combines calls and outcomes. A call without an outcome is pending.
	 * @param entries entries of histories; those of other kinds than publishes are
	 * ignored
	 * @return the operations, in the order of the calls
	 * @throws IllegalStateException if an outcome belongs to no call, or to one that has
	 * an outcome already, which is an error of the history, not of the service
	 */
	public static List<Operation> of(Collection<HistoryEntry> entries) {
		Map<String, HistoryEntry> outcomes = new HashMap<>();
		List<HistoryEntry> calls = new ArrayList<>();
		for (HistoryEntry entry : entries) {
			switch (entry.kind()) {
				case INVOKE -> calls.add(entry);
				case OK, FAIL, UNKNOWN -> {
					if (outcomes.put(key(entry), entry) != null) {
						throw new IllegalStateException("Operation " + key(entry) + " has two outcomes");
					}
				}
				default -> {
				}
			}
		}
		List<Operation> operations = calls.stream().map((call) -> of(call, outcomes.remove(key(call)))).toList();
		if (!outcomes.isEmpty()) {
			throw new IllegalStateException("Outcomes without a call: " + outcomes.keySet());
		}
		return operations;
	}

	private static Operation of(HistoryEntry call, @Nullable HistoryEntry end) {
		String event = Objects.requireNonNull(call.event(), "event");
		String source = Objects.requireNonNull(call.source(), "source");
		if (end == null) {
			return new Operation(call.process(), call.operation(), event, source, call.sequence(), Outcome.PENDING,
					null, null, call.nanos(), Long.MAX_VALUE);
		}
		return new Operation(call.process(), call.operation(), event, source, call.sequence(), outcome(end.kind()),
				end.position(), end.detail(), call.nanos(), end.nanos());
	}

	private static Outcome outcome(EntryKind kind) {
		return switch (kind) {
			case OK -> Outcome.ACKNOWLEDGED;
			case FAIL -> Outcome.FAILED;
			default -> Outcome.UNKNOWN;
		};
	}

	private static String key(HistoryEntry entry) {
		return entry.process() + "#" + entry.operation();
	}

	/**
	 * Whether the event was acknowledged.
	 * @return whether it must be in the log
	 */
	public boolean isAcknowledged() {
		return this.outcome == Outcome.ACKNOWLEDGED;
	}

	/**
	 * Whether the outcome of the publish is unknown.
	 * @return whether the event may be in the log or not
	 */
	public boolean isOpen() {
		return this.outcome == Outcome.UNKNOWN || this.outcome == Outcome.PENDING;
	}

	String describe() {
		String place = (this.position != null) ? " at " + this.position : "";
		return "event " + this.event + " of source " + this.source + place + " (operation " + this.process + "#"
				+ this.number + ", " + this.outcome + ")";
	}

}
