package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.contract.EngineFeature;
import io.github.dualstream.transport.contract.LogUnderTest;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Log on a real broker for the tests of the contract.
 */
class KafkaUnderTest implements LogUnderTest {

	private final KafkaLog kafka;

	private final KafkaLogReaders readers;

	private final KafkaConsumerGroups groups;

	KafkaUnderTest() {
		// new partitions are noticed soon
		this(KafkaLog.shared(), Map.of("metadata.max.age.ms", 1000));
	}

	KafkaUnderTest(KafkaLog kafka, Map<String, Object> member) {
		this.kafka = kafka;
		this.readers = kafka.readers();
		this.groups = kafka.groups(member);
	}

	@Override
	public EventLog log() {
		return this.kafka.log;
	}

	@Override
	public LogReaders readers() {
		return this.readers;
	}

	@Override
	public ConsumerGroups groups() {
		return this.groups;
	}

	@Override
	public TopicAdministration topics() {
		return this.kafka.topics;
	}

	@Override
	public Map<EngineFeature, String> missing() {
		return Map.of(EngineFeature.DEDUPLICATION,
				"Kafka recognizes the retries of its client, not those of an application", EngineFeature.FULL,
				"a broker whose disk is full stops, and a test has no disk of its own to fill", EngineFeature.READ_ONLY,
				"Kafka has no such state");
	}

	@Override
	public void addPartitions(String topic, int partitions) {
		this.kafka.administration.admin()
			.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
			.all()
			.toCompletionStage()
			.toCompletableFuture()
			.join();
	}

	@Override
	public void createTopic(String topic, int partitions) {
		// a topic that is being deleted cannot be created yet
		Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
			this.kafka.administration.admin()
				.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
				.all()
				.get();
			return true;
		});
		this.kafka.topics.awaitReady(List.of(topic));
	}

	@Override
	public void deleteTopic(String topic) {
		this.kafka.administration.admin()
			.deleteTopics(List.of(topic))
			.all()
			.toCompletionStage()
			.toCompletableFuture()
			.join();
	}

	@Override
	public void deleteBefore(LogPartition partition, long offset) {
		this.kafka.administration.admin()
			.deleteRecords(Map.of(KafkaLogReader.theirs(partition), RecordsToDelete.beforeOffset(offset)))
			.all()
			.toCompletionStage()
			.toCompletableFuture()
			.join();
	}

	@Override
	@SuppressWarnings("NullAway") // keys may be null
	public void appendForeign(LogPartition partition, @Nullable String key) {
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", this.kafka.bootstrapServers()), new StringSerializer(),
				new StringSerializer())) {
			producer.send(new ProducerRecord<>(partition.topic(), partition.number(), key, "not an event")).get();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.kafka.close();
	}

}
