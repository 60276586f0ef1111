package io.github.dualstream.benchmarks.consume;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.workload.Acknowledgements;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Topics full of records that wait to be handled, and what groups have committed there.
 * For one thread.
 */
final class Backlog implements AutoCloseable {

	private final Orders orders = new Orders(new JsonMapper());

	private final Map<Integer, String> topics = new HashMap<>();

	private final String bootstrapServers;

	private final Admin admin;

	Backlog(String bootstrapServers) {
		this.bootstrapServers = bootstrapServers;
		this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
	}

	/**
	 * Have a topic with so many records, filled where there is none yet.
	 * @param records how many
	 * @return its name
	 */
	String topic(int records) throws InterruptedException, ExecutionException {
		String topic = this.topics.get(records);
		return (topic != null) ? topic : fill("backlog-" + records, records);
	}

	private String fill(String topic, int records) throws InterruptedException, ExecutionException {
		this.admin.createTopics(List.of(new NewTopic(topic, Topic.PARTITIONS, (short) 1))).all().get();
		awaitLeaders(topic);
		Properties properties = new Properties();
		properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, this.bootstrapServers);
		properties.put(ProducerConfig.LINGER_MS_CONFIG, 10);
		try (Producer<String, byte[]> producer = new KafkaProducer<>(properties, new StringSerializer(),
				new ByteArraySerializer())) {
			Acknowledgements acknowledgements = new Acknowledgements(records);
			for (int i = 0; i < records; i++) {
				var unused = producer.send(this.orders.record(topic, i),
						(metadata, failure) -> acknowledgements.answered(failure));
			}
			acknowledgements.await();
		}
		this.topics.put(records, topic);
		return topic;
	}

	/** The first records of a partition that is not there yet would get out of order. */
	private void awaitLeaders(String topic) {
		Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, Topic.PARTITIONS)
			.mapToObj((partition) -> new TopicPartition(topic, partition))
			.collect(Collectors.toMap(Function.identity(), (partition) -> OffsetSpec.latest()));
		Awaitility.await("partitions of " + topic + " have leaders")
			.ignoreExceptionsInstanceOf(ExecutionException.class)
			.until(() -> this.admin.listOffsets(ends).all().get().size() == Topic.PARTITIONS);
	}

	/**
	 * How many records a group has committed.
	 * @param group name of the group
	 * @return the sum of its offsets
	 */
	long committed(String group) throws InterruptedException, ExecutionException {
		long sum = 0;
		for (@Nullable
		OffsetAndMetadata offset : this.admin.listConsumerGroupOffsets(group)
			.partitionsToOffsetAndMetadata()
			.get()
			.values()) {
			sum += (offset != null) ? offset.offset() : 0;
		}
		return sum;
	}

	@Override
	public void close() {
		this.admin.close();
	}

}
