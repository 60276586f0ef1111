package io.github.dualstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.dualstream.test.RedisMessages;
import io.github.dualstream.harness.history.AcknowledgedInLog;
import io.github.dualstream.harness.history.Duplicates;
import io.github.dualstream.harness.history.HistoryReader;
import io.github.dualstream.harness.history.LogRecord;
import io.github.dualstream.harness.history.LogWasAttempted;
import io.github.dualstream.harness.history.NotificationAccounting;
import io.github.dualstream.harness.history.NotificationsReceived;
import io.github.dualstream.harness.history.Operation;
import io.github.dualstream.harness.history.Outcome;
import io.github.dualstream.harness.history.Phase;
import io.github.dualstream.harness.history.ResourceBounds;
import io.github.dualstream.harness.history.ResourceSample;
import io.github.dualstream.harness.history.ReceivedMessage;
import io.github.dualstream.harness.history.SourceOrder;
import io.github.dualstream.harness.history.Violation;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was published, and what is in the log.
 */
record Evidence(List<Operation> operations, List<LogRecord> log) {

	/** A heap of 256 MB of which 32 MB are Kafka's buffer; a queue of 10 000. */
	private static final ResourceBounds BOUNDS = new ResourceBounds(
			new ResourceSample(128 * 1024 * 1024, 150, 400, 10_000));

	private static final JsonMapper JSON = new JsonMapper();

	static Evidence of(List<Path> histories, String bootstrapServers, String topic) {
		return of(histories, KafkaLog.readAll(bootstrapServers, topic));
	}

	static Evidence of(List<Path> histories, List<LogRecord> log) {
		return new Evidence(Operation.of(HistoryReader.read(histories)), log);
	}

	/** Invariants A to D. */
	Evidence assertDurable() {
		return assertDurable(this.operations);
	}

	/**
	 * Invariants A to D as far as an engine has them. Only Kafka has C for events of
	 * unknown outcomes: elsewhere, what was sent on a connection that was lost can arrive
	 * after what was sent on the next one.
	 */
	Evidence assertDurable(EngineKind kind) {
		Set<String> open = open();
		return (kind == EngineKind.KAFKA) ? assertDurable() : assertDurable(
				this.operations.stream().filter((operation) -> !open.contains(operation.event())).toList());
	}

	/** Events that were published with an unknown outcome at least once. */
	private Set<String> open() {
		return this.operations.stream().filter(Operation::isOpen).map(Operation::event).collect(Collectors.toSet());
	}

	private Evidence assertDurable(List<Operation> inOrder) {
		List<Violation> violations = new ArrayList<>();
		violations.addAll(AcknowledgedInLog.check(this.operations, this.log));
		violations.addAll(LogWasAttempted.check(this.operations, this.log));
		violations.addAll(SourceOrder.check(inOrder, this.log));
		violations.addAll(Duplicates.check(this.operations, this.log));
		assertThat(violations).isEmpty();
		assertThat(count(Outcome.ACKNOWLEDGED)).isPositive();
		return this;
	}

	/** Invariants G and H, of a process that came to an end of its work. */
	Evidence assertAccounted(String process, List<Sample> samples) {
		long acknowledged = this.operations.stream()
			.filter((operation) -> operation.isAcknowledged() && operation.process().equals(process))
			.count();
		assertThat(NotificationAccounting.check(acknowledged, samples.stream().map(Sample::notifications).toList()))
			.isEmpty();
		assertThat(BOUNDS.check(process, samples.stream().map(Sample::resources).toList())).isEmpty();
		return this;
	}

	/** Invariant G, at a subscriber. */
	Evidence assertReceived(RedisMessages messages) {
		return assertReceived(new RedisSubscriber(messages));
	}

	/** Invariant G, at a subscriber. */
	Evidence assertReceived(Subscriber subscriber) {
		return assertReceived(subscriber.messages());
	}

	/**
	 * Invariant G, at a subscriber. NATS stores an event that is published again once, so
	 * that it is announced again with its first position, after later ones.
	 */
	Evidence assertReceived(Subscriber subscriber, EngineKind kind) {
		Set<String> open = (kind == EngineKind.NATS) ? open() : Set.of();
		return assertReceived(
				subscriber.messages().stream().filter((message) -> !open.contains(eventOf(message))).toList());
	}

	private static String eventOf(ReceivedMessage message) {
		return JSON.readTree(message.body()).path("id").asString();
	}

	private Evidence assertReceived(List<ReceivedMessage> messages) {
		assertThat(messages).isNotEmpty();
		assertThat(NotificationsReceived.check(messages, this.operations, this.log)).isEmpty();
		return this;
	}

	long count(Outcome outcome) {
		return this.operations.stream().filter((operation) -> operation.outcome() == outcome).count();
	}

	/** For people. */
	String summary() {
		return "%d publishes: %d acknowledged, %d failed, %d unknown, %d pending; %d records, %d duplicates".formatted(
				this.operations.size(), count(Outcome.ACKNOWLEDGED), count(Outcome.FAILED), count(Outcome.UNKNOWN),
				count(Outcome.PENDING), this.log.size(), duplicates());
	}

	/** For people: the figures of two phases. */
	String compare(Phase healthy, Phase troubled) {
		return "%s: %.0f acknowledgements per second, healthy %.0f; p99 %.1f ms, healthy %.1f ms".formatted(
				troubled.name(), troubled.rate(this.operations), healthy.rate(this.operations),
				troubled.p99Nanos(this.operations) / 1e6, healthy.p99Nanos(this.operations) / 1e6);
	}

	/** The longest time without an acknowledgement in any partition. */
	Duration longestGap(Phase phase) {
		Map<String, List<Long>> acknowledgements = this.operations.stream()
			.filter(Operation::isAcknowledged)
			.collect(Collectors.groupingBy(
					(operation) -> operation.position().substring(0, operation.position().lastIndexOf(':')),
					Collectors.mapping(Operation::endedAt, Collectors.toList())));
		return Duration.ofNanos(
				acknowledgements.values().stream().mapToLong((times) -> longestGap(times, phase)).max().orElseThrow());
	}

	private static long longestGap(List<Long> times, Phase phase) {
		List<Long> within = new ArrayList<>(List.of(phase.from(), phase.to()));
		times.stream().filter((time) -> time > phase.from() && time < phase.to()).forEach(within::add);
		Collections.sort(within);
		return IntStream.range(1, within.size())
			.mapToLong((i) -> within.get(i) - within.get(i - 1))
			.max()
			.orElseThrow();
	}

	long duplicates() {
		return Duplicates.count(this.log);
	}

}
