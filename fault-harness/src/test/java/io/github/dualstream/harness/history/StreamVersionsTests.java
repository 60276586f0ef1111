package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that {@link StreamVersions} finds each violation, wherever in a history it is.
 */
class StreamVersionsTests {

	@Test
	void whenAHistoryIsCleanThenNothingIsFound() {
		Seeds.assertClean((seed) -> new History(seed).check());
	}

	@ParameterizedTest
	@EnumSource
	void whenAHistoryHasAnAnomalyThenItIsFoundWhateverTheSeed(Anomaly anomaly) {
		Seeds.assertFound('L', anomaly, (seed) -> {
			History history = new History(seed);
			anomaly.mutation.accept(history);
			return history.check();
		});
	}

	/**
	 * Anomaly that a history is given.
	 */
	enum Anomaly {

		TWO_SUCCESSES((history) -> {
			StreamAppend won = history.anyAppend();
			history.appends
				.add(new StreamAppend(won.source(), won.expectedVersion(), List.of("another"), Outcome.ACKNOWLEDGED));
		}),

		ACKNOWLEDGED_BUT_LOST((history) -> history.appends
			.add(new StreamAppend("order:0", 1_000, List.of("lost"), Outcome.ACKNOWLEDGED))),

		FAILED_BUT_STORED((history) -> {
			StreamAppend won = history.anyAppend();
			history.appends.remove(won);
			history.appends.add(new StreamAppend(won.source(), won.expectedVersion(), won.events(), Outcome.FAILED));
		}),

		STORED_IN_PART((history) -> {
			StreamAppend won = history.anyAppend();
			history.appends.remove(won);
			List<String> more = new ArrayList<>(won.events());
			more.add("missing");
			history.appends.add(new StreamAppend(won.source(), won.expectedVersion(), more, Outcome.UNKNOWN));
		}),

		ANOTHER_VERSION((history) -> {
			StreamEvent event = history.store.remove(history.random.nextInt(history.store.size()));
			history.store.add(new StreamEvent(event.source(), event.version() + 1_000, event.event()));
		}),

		SAME_VERSION_TWICE((history) -> {
			StreamEvent event = history.anyEvent();
			history.store.add(new StreamEvent(event.source(), event.version(), "another"));
		}),

		SAME_EVENT_TWICE((history) -> {
			StreamEvent event = history.anyEvent();
			history.store.add(new StreamEvent(event.source(), event.version() + 1_000, event.event()));
		}),

		WITHOUT_AN_APPEND((history) -> {
			long next = history.store.stream().filter((event) -> event.source().equals("order:0")).count() + 1;
			history.store.add(new StreamEvent("order:0", next, "stray"));
			history.log.add(new LogRecord("orders", 0, 1_000_000, "stray", "order:0", "content"));
		}),

		MISSING_IN_LOG((history) -> {
			String event = history.anyEvent().event();
			history.log.removeIf((record) -> record.event().equals(event));
		}),

		NOT_IN_STORE(
				(history) -> history.log.add(new LogRecord("orders", 0, 1_000_000, "unknown", "order:0", "content"))),

		SWAPPED_IN_LOG((history) -> {
			List<LogRecord> ofFirst = history.log.stream()
				.filter((record) -> record.source().equals("order:0"))
				.toList();
			LogRecord first = ofFirst.get(0);
			LogRecord second = ofFirst.get(1);
			history.log.removeAll(List.of(first, second));
			history.log.add(at(first, second.offset()));
			history.log.add(at(second, first.offset()));
		});

		@SuppressWarnings("ImmutableEnumChecker") // the lambdas above have no state
		private final Consumer<History> mutation;

		Anomaly(Consumer<History> mutation) {
			this.mutation = mutation;
		}

		private static LogRecord at(LogRecord record, long offset) {
			return new LogRecord(record.topic(), record.partition(), offset, record.event(), record.source(),
					record.content());
		}

	}

	/**
	 * Random history without violations: conflicts, unknown outcomes, and records that
	 * were sent twice.
	 */
	private static final class History {

		private final Random random;

		private final List<StreamAppend> appends = new ArrayList<>();

		private final List<StreamEvent> store = new ArrayList<>();

		private final List<LogRecord> log = new ArrayList<>();

		History(long seed) {
			this.random = new Random(seed);
			long[] versions = new long[3];
			for (int i = 0; i < 30; i++) {
				int stream = (i < 2) ? 0 : this.random.nextInt(versions.length);
				String source = "order:" + stream;
				List<String> events = new ArrayList<>();
				long expected = versions[stream];
				for (int n = 0; n <= this.random.nextInt(3); n++) {
					String event = "e" + i + "-" + n;
					events.add(event);
					this.store.add(new StreamEvent(source, ++versions[stream], event));
					send(event, source);
				}
				this.appends.add(new StreamAppend(source, expected, events,
						(this.random.nextInt(10) == 0) ? Outcome.UNKNOWN : Outcome.ACKNOWLEDGED));
				this.appends.add(new StreamAppend(source, expected, List.of("conflict" + i), Outcome.FAILED));
			}
		}

		private void send(String event, String source) {
			this.log.add(new LogRecord("orders", 0, this.log.size(), event, source, "content"));
			if (this.log.size() % 7 == 0) {
				// again, after a crash
				this.log.add(new LogRecord("orders", 0, this.log.size(), this.log.get(this.log.size() - 1).event(),
						source, "content"));
			}
		}

		private StreamAppend anyAppend() {
			List<StreamAppend> won = this.appends.stream()
				.filter((append) -> append.outcome() == Outcome.ACKNOWLEDGED)
				.toList();
			return won.get(this.random.nextInt(won.size()));
		}

		private StreamEvent anyEvent() {
			return this.store.get(this.random.nextInt(this.store.size()));
		}

		List<Violation> check() {
			return StreamVersions.check(this.appends, this.store, this.log);
		}

	}

}
