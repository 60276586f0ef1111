package io.github.dualstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.consumer.ConsumerSettings;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventHandler;
import io.github.dualstream.consumer.RetryPolicy;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.consumer.deadletter.TopicDeadLetters;
import io.github.dualstream.harness.history.CommitFrontier;
import io.github.dualstream.harness.history.HandlingOrder;
import io.github.dualstream.harness.history.HistoryEntry;
import io.github.dualstream.harness.history.HistoryReader;
import io.github.dualstream.harness.history.HistoryWriter;
import io.github.dualstream.harness.history.LogRecord;
import io.github.dualstream.harness.history.Violation;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.StoredEvent;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.kafka.KafkaConsumerGroups;
import io.github.dualstream.transport.kafka.KafkaEventLog;
import io.github.dualstream.transport.kafka.RecordSizeLimits;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A group of consumers in this JVM whose every step is written down. The group is named
 * as its topic is.
 */
final class WatchedGroup implements AutoCloseable {

	private final List<Path> histories = new ArrayList<>();

	private final List<HistoryWriter> writers = new ArrayList<>();

	private final List<EventConsumer> members = new ArrayList<>();

	private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

	private final String bootstrapServers;

	private final String topic;

	private final Path folder;

	private final KafkaTemplate<byte[], byte[]> letters;

	private final GroupWatch watch;

	WatchedGroup(String bootstrapServers, String topic, Path folder) {
		this.bootstrapServers = bootstrapServers;
		this.topic = topic;
		this.folder = folder;
		this.letters = new KafkaTemplate<>(
				new DefaultKafkaProducerFactory<>(
						Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
								ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000),
						new ByteArraySerializer(), new ByteArraySerializer()));
		this.histories.add(folder.resolve("group.jsonl"));
		this.watch = GroupWatch.start(bootstrapServers, topic, topic, this.histories.get(0));
	}

	/**
	 * Starts a member.
	 * @param handlerTimeout after which a handler is interrupted
	 * @param properties of its Kafka consumer
	 * @param handler what it does with each event
	 */
	EventConsumer join(Duration handlerTimeout, Map<String, Object> properties, EventHandler handler) {
		Path history = this.folder.resolve("member-" + this.members.size() + ".jsonl");
		HistoryWriter writer = HistoryWriter.create(history, "member-" + this.members.size());
		this.histories.add(history);
		this.writers.add(writer);
		ConsumerSettings defaults = ConsumerSettings.ofDefaults();
		EventConsumer member = new EventConsumer.Builder(groups(properties), this.topic, deadLetters(writer))
			.topic(this.topic)
			.settings(new ConsumerSettings(32, 1, 1_000, defaults.maxInFlightBytes(), defaults.maxUncommitted(),
					Duration.ofMillis(100), defaults.drainTimeout(), handlerTimeout))
			.retry(RetryPolicy.ofDefaults().withMaxAttempts(1))
			.handler((stored) -> handle(stored, handler, writer));
		this.members.add(member);
		member.start();
		return member;
	}

	private KafkaConsumerGroups groups(Map<String, Object> properties) {
		Map<String, Object> all = new HashMap<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, this.bootstrapServers,
				ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
				ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 300, ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
				CooperativeStickyAssignor.class.getName()));
		all.putAll(properties);
		return new KafkaConsumerGroups(
				new DefaultKafkaConsumerFactory<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
				new KafkaAdministration(() -> Admin.create(Map.of("bootstrap.servers", this.bootstrapServers))),
				Duration.ofSeconds(10));
	}

	/** What is kept is done as well. */
	private DeadLetterLog deadLetters(HistoryWriter writer) {
		TopicDeadLetters log = new TopicDeadLetters(new KafkaEventLog(this.letters, new RecordSizeLimits()), () -> {
			throw new UnsupportedOperationException("Nothing is redriven here");
		}, (origin) -> origin + "-dlt", null, new Threads(), Duration.ofSeconds(10));
		return (record, group, attempts, cause) -> log.keep(record, group, attempts, cause).thenApply((position) -> {
			this.givenUp.add(record.position().toString());
			writer.finished(record.position().toString());
			return position;
		});
	}

	private static void handle(StoredEvent stored, EventHandler handler, HistoryWriter writer) throws Exception {
		String position = stored.position().toString();
		writer.delivered(stored.event().id(), stored.event().sourceType() + ":" + stored.event().sourceId(), position);
		handler.handle(stored);
		writer.finished(position);
	}

	Set<String> givenUp() {
		return Set.copyOf(this.givenUp);
	}

	/** Waits until everything is committed. */
	void awaitCaughtUp(int partitions, Duration atMost) {
		Duration took = this.watch.awaitCaughtUp(partitions, atMost);
		System.out.printf("%s: caught up after %d ms%n", this.topic, took.toMillis());
	}

	/** Invariants C and E, and that nothing was left out. */
	HandlingEvidence assertHandled() {
		List<LogRecord> log = KafkaLog.readAll(this.bootstrapServers, this.topic);
		HandlingEvidence evidence = HandlingEvidence.of(this.histories, log);
		List<HistoryEntry> entries = HistoryReader.read(this.histories);
		List<Violation> violations = new ArrayList<>();
		violations.addAll(HandlingOrder.check(entries, log, this.givenUp));
		violations.addAll(CommitFrontier.check(entries, log));
		assertThat(violations).isEmpty();
		assertThat(evidence.finished()).hasSize(log.size());
		System.out.printf("%s: %s%n", this.topic, evidence.summary());
		return evidence;
	}

	@Override
	public void close() {
		this.members.forEach(EventConsumer::stop);
		this.watch.close();
		this.writers.forEach(HistoryWriter::close);
		this.letters.destroy();
	}

}
