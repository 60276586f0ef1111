package io.github.dualstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.dualstream.consumer.ConsumerSettings;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.harness.history.HistoryWriter;
import io.github.dualstream.transport.StoredEvent;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import io.github.dualstream.transport.kafka.KafkaConsumerGroups;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Members of a group that join and leave in turn, all in this JVM. One of them stays.
 */
final class RebalanceStorm implements AutoCloseable {

	private static final int MEMBERS = 4;

	/** Whatever goes there must be noticed. */
	private static final DeadLetterLog NONE = (record, group, attempts, cause) -> CompletableFuture.failedFuture(cause);

	private final List<HistoryWriter> writers = new ArrayList<>();

	private final List<EventConsumer> members;

	private final Path folder;

	private int turn;

	RebalanceStorm(String bootstrapServers, String topic, Path folder) {
		this.folder = folder;
		KafkaConsumerGroups groups = new KafkaConsumerGroups(
				new DefaultKafkaConsumerFactory<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
						ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
						"none", ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 500,
						ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName()),
						new ByteArrayDeserializer(), new ByteArrayDeserializer()),
				new KafkaAdministration(() -> Admin.create(Map.of("bootstrap.servers", bootstrapServers))),
				Duration.ofSeconds(10));
		this.members = IntStream.range(0, MEMBERS).mapToObj((number) -> member(groups, topic, number)).toList();
		this.members.get(0).start();
	}

	private EventConsumer member(KafkaConsumerGroups groups, String topic, int number) {
		HistoryWriter history = HistoryWriter.create(history(number), "member-" + number);
		this.writers.add(history);
		ConsumerSettings defaults = ConsumerSettings.ofDefaults();
		return new EventConsumer.Builder(groups, topic, NONE).topic(topic)
			.settings(new ConsumerSettings(4, 1, 1_000, defaults.maxInFlightBytes(), defaults.maxUncommitted(),
					Duration.ofMillis(200), defaults.drainTimeout(), defaults.handlerTimeout()))
			.handler((stored) -> handle(stored, history));
	}

	private static void handle(StoredEvent stored, HistoryWriter history) throws InterruptedException {
		String position = stored.position().toString();
		history.delivered(stored.event().id(), stored.event().sourceType() + ":" + stored.event().sourceId(), position);
		Thread.sleep(5);
		history.finished(position);
	}

	private Path history(int number) {
		return this.folder.resolve("member-" + number + ".jsonl");
	}

	List<Path> histories() {
		return IntStream.range(0, MEMBERS).mapToObj(this::history).toList();
	}

	/** One that is there leaves, or one that is not joins. */
	void next() {
		EventConsumer member = this.members.get(1 + this.turn++ % (MEMBERS - 1));
		if (member.isRunning()) {
			member.stop();
		}
		else {
			member.start();
		}
	}

	@Override
	public void close() {
		this.members.forEach(EventConsumer::stop);
		this.writers.forEach(HistoryWriter::close);
	}

}
