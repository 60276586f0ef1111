package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random run without a fault of its own: every invariant holds, until a test breaks it.
 */
final class RandomRun {

	private static final int EVENTS = 60;

	private static final int SOURCES = 4;

	final Random random;

	final List<Operation> operations = new ArrayList<>();

	final List<LogRecord> log = new ArrayList<>();

	final List<ReceivedMessage> messages = new ArrayList<>();

	final List<NotificationCounts> counts = new ArrayList<>();

	private final Map<Integer, Long> ends = new HashMap<>();

	private final long[] sequences = new long[SOURCES];

	private final List<Integer> openSources = new ArrayList<>();

	private final List<String> openEvents = new ArrayList<>();

	RandomRun(long seed) {
		this.random = new Random(seed);
		for (int i = 0; i < EVENTS; i++) {
			publish("e" + i, this.random.nextInt(SOURCES), outcome());
		}
		for (int i = 0; i < this.openEvents.size(); i++) {
			publish(this.openEvents.get(i), this.openSources.get(i), Outcome.ACKNOWLEDGED);
		}
		// at least one of each kind, whatever the seed
		publish("acknowledged", 0, Outcome.ACKNOWLEDGED);
		publish("again", 0, Outcome.ACKNOWLEDGED);
		publish("failed", 0, Outcome.FAILED);
		publish("unknown", 0, Outcome.UNKNOWN);
		long sent = this.random.nextInt((int) acknowledged());
		this.counts.add(new NotificationCounts(sent / 2, 0, Map.of("expired", 0L)));
		this.counts.add(new NotificationCounts(sent, 0, Map.of("expired", acknowledged() - sent)));
	}

	List<Violation> check() {
		List<Violation> violations = new ArrayList<>();
		violations.addAll(AcknowledgedInLog.check(this.operations, this.log));
		violations.addAll(LogWasAttempted.check(this.operations, this.log));
		violations.addAll(SourceOrder.check(this.operations, this.log));
		violations.addAll(Duplicates.check(this.operations, this.log));
		violations.addAll(NotificationAccounting.check(acknowledged(), this.counts));
		violations.addAll(NotificationsReceived.check(this.messages, this.operations, this.log));
		return violations;
	}

	long acknowledged() {
		return this.operations.stream().filter(Operation::isAcknowledged).count();
	}

	<T> T any(List<T> candidates) {
		return candidates.get(this.random.nextInt(candidates.size()));
	}

	List<LogRecord> acknowledgedRecords() {
		return this.log.stream()
			.filter((record) -> attempts(record).stream().allMatch(Operation::isAcknowledged))
			.toList();
	}

	List<Operation> attempts(LogRecord record) {
		return this.operations.stream().filter((operation) -> operation.event().equals(record.event())).toList();
	}

	/** Puts a record where another one was, and tells so to whoever published it. */
	void place(LogRecord record, LogRecord where) {
		LogRecord moved = new LogRecord(where.topic(), where.partition(), where.offset(), record.event(),
				record.source(), record.content());
		this.log.set(this.log.indexOf(where), moved);
		this.operations.replaceAll((
				operation) -> record.position().equals(operation.position()) && operation.event().equals(record.event())
						? at(operation, moved.position()) : operation);
	}

	LogRecord append(LogRecord record) {
		long offset = this.ends.merge(record.partition(), 1L, Long::sum) - 1;
		LogRecord appended = new LogRecord(record.topic(), record.partition(), offset, record.event(), record.source(),
				record.content());
		this.log.add(appended);
		return appended;
	}

	static Operation at(Operation operation, String position) {
		return new Operation(operation.process(), operation.number(), operation.event(), operation.source(),
				operation.sequence(), operation.outcome(), position, operation.error(), operation.invokedAt(),
				operation.endedAt());
	}

	private Outcome outcome() {
		return switch (this.random.nextInt(20)) {
			case 0 -> Outcome.FAILED;
			case 1, 2 -> Outcome.UNKNOWN;
			case 3 -> Outcome.PENDING;
			default -> Outcome.ACKNOWLEDGED;
		};
	}

	private void publish(String event, int source, Outcome outcome) {
		String name = "order:" + source;
		long sequence = ++this.sequences[source];
		boolean open = outcome == Outcome.UNKNOWN || outcome == Outcome.PENDING;
		String position = null;
		if (outcome == Outcome.ACKNOWLEDGED || (open && this.random.nextBoolean())) {
			LogRecord record = append(new LogRecord("events", source % 2, 0, event, name, "content of " + event));
			position = record.position();
		}
		this.operations.add(new Operation("app", this.operations.size(), event, name, sequence, outcome,
				(outcome == Outcome.ACKNOWLEDGED) ? position : null, null, sequence, sequence + 1));
		if (outcome == Outcome.ACKNOWLEDGED) {
			this.messages.add(new ReceivedMessage("events:" + name,
					"{\"id\":\"%s\",\"position\":\"%s\"}".formatted(event, position)));
		}
		if (open && !this.openEvents.contains(event)) {
			this.openEvents.add(event);
			this.openSources.add(source);
		}
	}

	List<LogRecord> shuffled(List<LogRecord> records) {
		List<LogRecord> copy = new ArrayList<>(records);
		Collections.shuffle(copy, this.random);
		return copy;
	}

}
