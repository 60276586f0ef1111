package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A way to break a run at a random place, and the invariant that is broken then.
 */
enum Anomaly {

	ACKNOWLEDGED_RECORD_LOST('A', (run) -> run.log.remove(run.any(run.acknowledgedRecords()))),

	WRONG_POSITION_TOLD('A', (run) -> {
		LogRecord record = run.any(run.acknowledgedRecords());
		run.operations.replaceAll((operation) -> record.position().equals(operation.position())
				? RandomRun.at(operation, "events:0:4711") : operation);
	}),

	POSITION_OF_ANOTHER_TOLD('A', (run) -> {
		List<LogRecord> two = run.shuffled(run.acknowledgedRecords()).subList(0, 2);
		run.operations.replaceAll((operation) -> two.get(0).position().equals(operation.position())
				? RandomRun.at(operation, two.get(1).position()) : operation);
	}),

	STRANGER_IN_THE_LOG('B', (run) -> run.append(new LogRecord("events", 0, 0, "stranger", "order:0", "content"))),

	FAILED_EVENT_IN_THE_LOG('B', (run) -> {
		Operation failed = run
			.any(run.operations.stream().filter((operation) -> operation.outcome() == Outcome.FAILED).toList());
		run.append(new LogRecord("events", 0, 0, failed.event(), failed.source(), "content of " + failed.event()));
	}),

	RECORD_UNDER_ANOTHER_SOURCE('B', (run) -> {
		LogRecord record = run.any(run.acknowledgedRecords());
		run.log.set(run.log.indexOf(record), new LogRecord(record.topic(), record.partition(), record.offset(),
				record.event(), "order:99", record.content()));
	}),

	TWO_OF_A_SOURCE_SWAPPED('C', (run) -> {
		LogRecord one = run.any(run.acknowledgedRecords().stream().filter(Anomaly::hasSuccessor).toList());
		LogRecord two = run.log.stream()
			.filter((record) -> record.event().equals("again") && record.source().equals(one.source()))
			.findFirst()
			.orElseThrow();
		int place = run.log.indexOf(one);
		run.place(two, one);
		LogRecord moved = run.log.get(place);
		run.place(one, two);
		run.log.set(place, moved);
	}),

	SOURCE_IN_TWO_PARTITIONS('C', (run) -> {
		LogRecord record = run.any(run.acknowledgedRecords().stream().filter(Anomaly::hasSuccessor).toList());
		LogRecord elsewhere = new LogRecord("events", 7, 0, record.event(), record.source(), record.content());
		run.log.add(elsewhere);
		run.place(record, elsewhere);
		run.log.remove(record);
	}),

	ACKNOWLEDGED_RECORD_TWICE('D', (run) -> run.append(run.any(run.acknowledgedRecords()))),

	MORE_RECORDS_THAN_PUBLISHES('D', (run) -> {
		LogRecord record = run.append(new LogRecord("events", 0, 0, "unknown", "order:0", "content of unknown"));
		run.append(record);
		run.append(record);
	}),

	DUPLICATE_WITH_OTHER_CONTENT('D', (run) -> {
		run.log.removeIf((record) -> record.event().equals("unknown"));
		Operation unknown = run.operations.get(run.operations.size() - 1);
		run.operations.add(new Operation("app", run.operations.size(), "unknown", unknown.source(),
				unknown.sequence() + 1, Outcome.UNKNOWN, null, null, 0, 1));
		run.append(new LogRecord("events", 0, 0, "unknown", "order:0", "content"));
		run.append(new LogRecord("events", 0, 0, "unknown", "order:0", "other content"));
	}),

	NOTIFICATION_NOT_COUNTED('G', (run) -> last(run, -1, 0)),

	NOTIFICATION_COUNTED_TWICE('G', (run) -> last(run, 1, 0)),

	DROP_NOT_COUNTED('G', (run) -> last(run, 0, -1)),

	COUNTER_GOES_BACK('G', (run) -> run.counts.add(0, new NotificationCounts(9_999, 0, Map.of()))),

	NOTIFICATION_TWICE('G', (run) -> run.messages.add(run.any(run.messages))),

	NOTIFICATIONS_SWAPPED('G', (run) -> {
		ReceivedMessage late = run.any(run.messages.stream()
			.filter((message) -> message.channel().equals("events:order:0") && !message.body().contains("again"))
			.toList());
		run.messages.remove(late);
		run.messages.add(late);
	}),

	NOTIFICATION_OF_NOTHING('G',
			(run) -> run.messages
				.add(new ReceivedMessage("events:order:0", "{\"id\":\"ghost\",\"position\":\"events:0:4711\"}"))),

	NOTIFICATION_WITH_DATA('G', (run) -> {
		ReceivedMessage message = run.any(run.messages);
		run.messages.set(run.messages.indexOf(message),
				new ReceivedMessage(message.channel(), message.body().replace("}", ",\"data\":1}")));
	}),

	NOTIFICATION_ON_ANOTHER_CHANNEL('G', (run) -> {
		ReceivedMessage message = run.any(run.messages);
		run.messages.set(run.messages.indexOf(message), new ReceivedMessage("events:order:77", message.body()));
	});

	final char invariant;

	@SuppressWarnings("ImmutableEnumChecker") // lambdas without state
	final Consumer<RandomRun> mutation;

	Anomaly(char invariant, Consumer<RandomRun> mutation) {
		this.invariant = invariant;
		this.mutation = mutation;
	}

	private static boolean hasSuccessor(LogRecord record) {
		return record.source().equals("order:0") && !record.event().equals("again");
	}

	private static void last(RandomRun run, long sent, long dropped) {
		List<NotificationCounts> counts = new ArrayList<>(run.counts);
		NotificationCounts last = counts.get(counts.size() - 1);
		run.counts.set(counts.size() - 1, new NotificationCounts(last.sent() + sent, last.unknown(),
				Map.of("expired", last.dropped().get("expired") + dropped)));
	}

}
