package io.github.dualstream.harness.history;

/**
 * Short forms for the parts of hand-written histories, all of source {@code order:1} in
 * partition 0.
 */
final class Histories {

	static final String SOURCE = "order:1";

	private Histories() {
	}

	static Operation acknowledged(String event, long sequence, long offset) {
		return operation(event, sequence, Outcome.ACKNOWLEDGED, "events:0:" + offset);
	}

	static Operation failed(String event, long sequence) {
		return operation(event, sequence, Outcome.FAILED, null);
	}

	static Operation unknown(String event, long sequence) {
		return operation(event, sequence, Outcome.UNKNOWN, null);
	}

	static Operation pending(String event, long sequence) {
		return operation(event, sequence, Outcome.PENDING, null);
	}

	static LogRecord record(String event, long offset) {
		return new LogRecord("events", 0, offset, event, SOURCE, "content of " + event);
	}

	private static Operation operation(String event, long sequence, Outcome outcome, String position) {
		return new Operation("app", sequence, event, SOURCE, sequence, outcome, position,
				(position != null) ? null : "error", sequence, sequence + 1);
	}

}
