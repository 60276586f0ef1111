package io.github.dualstream.test.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One publish.
 *
 * @param process the process that called it
 * @param number its number within the process
 * @param event id of the event
 * @param source its source, {@code type:id}
 * @param sequence its place in the order of the calls for this source within the process;
 * 0 where it has none
 * @param outcome what is known of it
 * @param position where the event lies, if it was acknowledged
 * @param error what was reported, if it was not
 * @param invokedAt when it was called, in {@link System#nanoTime()}
 * @param endedAt when its outcome was there; {@link Long#MAX_VALUE} where it has none
 */
public record Operation(String process, long number, String event, String source, long sequence, Outcome outcome,
		@Nullable String position, @Nullable String error, long invokedAt, long endedAt) {

	/**
	 * Puts calls and outcomes together. A call without an outcome is pending.
	 * @param entries entries of histories; those that are not about a publish are left
	 * out
	 * @return the operations, in the order of the calls
	 * @throws IllegalStateException if an outcome belongs to no call, or to one that has
	 * an outcome already: then the history is wrong, not the service
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
	 * Tells whether the event was acknowledged.
	 * @return whether it must be in the log
	 */
	public boolean isAcknowledged() {
		return this.outcome == Outcome.ACKNOWLEDGED;
	}

	/**
	 * Tells whether nobody knows what became of the publish.
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
