package io.github.dualstream.consumer;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.deadletter.DeadLetter;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.StoredEvent;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sources are parked, redriven and skipped while handlers and dead letters fail at
 * random, partitions come and go, and the consumer crashes: no event of a source is
 * handled for the first time before each one ahead of it was handled or skipped, and in
 * the end none is left.
 */
@Timeout(120)
class ParkingSimulationTests {

	private static final int STEPS = 150;

	private static final ConsumerSettings SETTINGS = new ConsumerSettings(4, 5, 200, 1_000_000, 200,
			Duration.ofMillis(1), Duration.ofSeconds(30), Duration.ofSeconds(30));

	private final InMemoryGroups groups = new InMemoryGroups();

	private final Map<String, TreeSet<Position>> unhandled = new HashMap<>();

	private final Map<String, Position> violations = new HashMap<>();

	private final Map<LogPartition, Integer> appended = new HashMap<>();

	private Random failures = new Random();

	private double failureRatio;

	private int handled;

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6 })
	void whateverHappensTheOrderOfEachSourceIsKeptAndNothingIsLeft(long seed) {
		Random random = new Random(seed);
		InMemoryDeadLetters letters = new InMemoryDeadLetters(seed);
		DeadLetters operator = new DeadLetters(letters, Duration.ofSeconds(10));
		this.failures = new Random(seed);
		this.failureRatio = 0.2;
		EventConsumer consumer = consumer(letters);
		this.groups.assign(InMemoryGroups.P0, InMemoryGroups.P1);
		consumer.start();
		for (int step = 0; step < STEPS; step++) {
			letters.failureRatio = (random.nextInt(4) == 0) ? 0.02 : 0;
			step(random, consumer, operator);
		}
		assertThat(letters.marks(InMemoryGroups.P0)).as("the simulation has dead letters").isNotEmpty();
		letters.failureRatio = 0;
		this.failureRatio = 0;
		await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(() -> {
			boolean none = operator.redrive(DeadLetterFilter.of("group", "events"), DeadLetters.MAX_LIMIT, 1_000_000)
				.isEmpty();
			return none && isAllCommitted();
		});
		consumer.stop();
		synchronized (this) {
			assertThat(this.violations).isEmpty();
			assertThat(this.unhandled.values()).allMatch(Set::isEmpty);
		}
	}

	private void step(Random random, EventConsumer consumer, DeadLetters operator) {
		LogPartition partition = random.nextBoolean() ? InMemoryGroups.P0 : InMemoryGroups.P1;
		switch (random.nextInt(8)) {
			case 0 -> {
				this.groups.revoke(partition);
				this.groups.assign(partition);
			}
			case 1 -> crash(random, consumer);
			case 2 -> operate(random, operator, true);
			case 3, 4 -> operate(random, operator, false);
			default -> append(random, partition);
		}
		// so that steps meet work at many stages
		int meanwhile = random.nextInt(20);
		int before = handledCount();
		await().pollInterval(Duration.ofMillis(1))
			.atMost(Duration.ofSeconds(60))
			.until(() -> handledCount() - before >= meanwhile || isAtRest(consumer));
	}

	private static boolean isAtRest(EventConsumer consumer) {
		return consumer.status().inFlight() == 0;
	}

	/** What was committed last may be long ago. */
	private void crash(Random random, EventConsumer consumer) {
		consumer.stop();
		this.groups.committed.replaceAll((partition, next) -> next - random.nextLong(Math.min(next, 10) + 1));
		this.groups.assign(InMemoryGroups.P0, InMemoryGroups.P1);
		consumer.start();
	}

	private void operate(Random random, DeadLetters operator, boolean skip) {
		List<DeadLetter> open = operator.list(DeadLetterFilter.of("group", "events"), DeadLetters.MAX_LIMIT);
		if (open.isEmpty()) {
			return;
		}
		DeadLetter one = open.get(random.nextInt(open.size()));
		DeadLetterFilter filter = DeadLetterFilter.of("group", "events").withPosition(one.position().toString());
		try {
			if (skip) {
				skipped(one.origin());
				List<DeadLetter> unused = operator.skip(filter, 1, 1_000);
			}
			else {
				List<DeadLetter> unused = operator.redrive(filter, 1, 1_000);
			}
		}
		catch (LogUnavailableException ex) {
			// the operator may try again, or not
			assertThat(ex).hasMessageContaining(one.position().toString());
		}
	}

	private synchronized void skipped(Position origin) {
		this.unhandled.values().forEach((positions) -> positions.remove(origin));
	}

	private synchronized void append(Random random, LogPartition partition) {
		int count = 1 + random.nextInt(20);
		for (int i = 0; i < count; i++) {
			String key = partition.number() + "-" + random.nextInt(6);
			int offset = this.appended.merge(partition, 1, Integer::sum) - 1;
			this.unhandled
				.computeIfAbsent(key, (absent) -> new TreeSet<>((a, b) -> Long.compare(a.offset(), b.offset())))
				.add(new Position(partition.topic(), partition.number(), offset));
			this.groups.append(partition, key);
		}
	}

	private EventConsumer consumer(InMemoryDeadLetters letters) {
		return new EventConsumer.Builder(this.groups, "group", letters).topic("events")
			.settings(SETTINGS)
			.retry(new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), List.of()))
			.redrive(letters)
			.afterDeadLetter(AfterDeadLetter.PARK)
			.handler(this::handle);
	}

	private synchronized void handle(StoredEvent event) throws Exception {
		if (this.failures.nextDouble() < this.failureRatio) {
			throw new IOException("by chance");
		}
		TreeSet<Position> ahead = this.unhandled.get(event.event().sourceId());
		if (ahead.contains(event.position()) && !ahead.first().equals(event.position())) {
			this.violations.put(event.position() + " before " + ahead.first(), event.position());
		}
		ahead.remove(event.position());
		this.handled++;
	}

	private synchronized int handledCount() {
		return this.handled;
	}

	private synchronized boolean isAllCommitted() {
		return this.appended.entrySet()
			.stream()
			.allMatch(
					(entry) -> entry.getValue().longValue() == this.groups.committed.getOrDefault(entry.getKey(), 0L));
	}

}
