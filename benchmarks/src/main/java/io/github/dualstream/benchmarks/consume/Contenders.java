package io.github.dualstream.benchmarks.consume;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import io.github.dualstream.benchmarks.workload.Order;
import io.github.dualstream.transport.kafka.KafkaAdministration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

/**
 * Who is compared, all of them with consumers of the same settings.
 */
final class Contenders {

	static final String CONTAINER = "container";

	/**
	 * As {@link #CONTAINER}, with the CloudEvents project's deserializer, and its handler
	 * reads the data as an object.
	 */
	static final String CONTAINER_JSON = "container-json";

	static final String PARALLEL_CONSUMER = "parallel-consumer";

	static final Set<String> NAMES = Set.of(CONTAINER, CONTAINER_JSON, PARALLEL_CONSUMER, DualStreamConsume.NAME,
			DualStreamConsume.NAME_JSON);

	private static final JsonMapper JSON = new JsonMapper();

	/** As many threads as partitions: more would have nothing to do. */
	private static final int CONTAINER_CONCURRENCY = 6;

	private final DefaultKafkaConsumerFactory<byte[], byte[]> consumers;

	private final DefaultKafkaConsumerFactory<byte[], CloudEvent> cloudEvents;

	private final KafkaAdministration administration;

	private final Duration commitInterval;

	Contenders(String bootstrapServers, KafkaAdministration administration, Duration commitInterval,
			int maxPollRecords) {
		Map<String, Object> properties = new HashMap<>();
		properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
		properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
		properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
		properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
		properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
		this.consumers = new DefaultKafkaConsumerFactory<>(properties, new ByteArrayDeserializer(),
				new ByteArrayDeserializer());
		this.cloudEvents = new DefaultKafkaConsumerFactory<>(properties, new ByteArrayDeserializer(),
				new CloudEventDeserializer());
		this.administration = administration;
		this.commitInterval = commitInterval;
	}

	/**
	 * Choose some.
	 * @param names names of contenders
	 * @param concurrency how many records are handled at the same time, by those where
	 * this can be chosen
	 */
	List<Contender> of(Set<String> names, Set<Integer> concurrency) {
		List<Contender> contenders = new ArrayList<>();
		contenders.add(new Contender(CONTAINER, CONTAINER_CONCURRENCY, (group, topic,
				handling) -> container(this.consumers, group, topic, (record) -> handle(record, handling))));
		contenders.add(new Contender(CONTAINER_JSON, CONTAINER_CONCURRENCY, (group, topic,
				handling) -> container(this.cloudEvents, group, topic, (record) -> handleEvent(record, handling))));
		for (int handlers : concurrency) {
			contenders.add(new Contender(PARALLEL_CONSUMER, handlers,
					(group, topic, handling) -> parallelConsumer(handlers, group, topic, handling)));
			contenders.add(new Contender(DualStreamConsume.NAME, handlers, dualStream(handlers)));
			contenders
				.add(new Contender(DualStreamConsume.NAME_JSON, handlers, dualStream(handlers)::startReadingData));
		}
		return contenders.stream().filter((contender) -> names.contains(contender.name())).toList();
	}

	DualStreamConsume dualStream(int concurrency) {
		return new DualStreamConsume(this.consumers, this.administration, concurrency, this.commitInterval);
	}

	private static <V> Contender.Running container(DefaultKafkaConsumerFactory<byte[], V> consumers, String group,
			String topic, MessageListener<byte[], V> listener) {
		ContainerProperties properties = new ContainerProperties(topic);
		properties.setGroupId(group);
		properties.setMessageListener(listener);
		ConcurrentMessageListenerContainer<byte[], V> container = new ConcurrentMessageListenerContainer<>(consumers,
				properties);
		container.setConcurrency(CONTAINER_CONCURRENCY);
		container.start();
		return container::stop;
	}

	private Contender.Running parallelConsumer(int handlers, String group, String topic, Handling handling) {
		ParallelStreamProcessor<byte[], byte[]> processor = ParallelStreamProcessor
			.createEosStreamProcessor(ParallelConsumerOptions.<byte[], byte[]>builder()
				.consumer(this.consumers.createConsumer(group, null, null))
				.ordering(ProcessingOrder.KEY)
				.maxConcurrency(handlers)
				.commitInterval(this.commitInterval)
				.build());
		processor.subscribe(List.of(topic));
		processor.poll((context) -> handle(context.getSingleConsumerRecord(), handling));
		return processor::closeDrainFirst;
	}

	private static void handleEvent(ConsumerRecord<byte[], CloudEvent> record, Handling handling) {
		CloudEvent event = record.value();
		handling.read(JSON.readValue(Objects.requireNonNull(event.getData()).toBytes(), Order.class));
		handling.handle(Objects.requireNonNull(event.getSubject()), record.offset());
	}

	private static void handle(ConsumerRecord<byte[], byte[]> record, Handling handling) {
		handling.handle(new String(record.key(), StandardCharsets.UTF_8), record.offset());
	}

}
