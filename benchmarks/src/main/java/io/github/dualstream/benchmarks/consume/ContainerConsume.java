package io.github.dualstream.benchmarks.consume;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.github.dualstream.benchmarks.workload.Order;
import io.github.dualstream.benchmarks.workload.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

/**
 * Spring Kafka's listener container, with a thread for each partition: more would have
 * nothing to do.
 *
 * @param <V> type of a record's value
 * @param name its name
 * @param consumer settings of the consumers
 * @param deserializer reads a record's value
 * @param handler handles a record
 */
record ContainerConsume<V>(String name, Map<String, Object> consumer, Deserializer<V> deserializer,
		BiConsumer<ConsumerRecord<byte[], V>, Handling> handler) implements Contender {

	static final String NAME = "container";

	/**
	 * As {@link #NAME}, with the CloudEvents project's deserializer, and its handler
	 * reads the data as an object.
	 */
	static final String NAME_JSON = "container-json";

	private static final JsonMapper JSON = new JsonMapper();

	static ContainerConsume<byte[]> ofBytes(Map<String, Object> consumer) {
		return new ContainerConsume<>(NAME, consumer, new ByteArrayDeserializer(), (record, handling) -> handling
			.handle(new String(record.key(), StandardCharsets.UTF_8), record.offset()));
	}

	static ContainerConsume<CloudEvent> ofCloudEvents(Map<String, Object> consumer) {
		return new ContainerConsume<>(NAME_JSON, consumer, new CloudEventDeserializer(), (record, handling) -> {
			CloudEvent event = record.value();
			handling.read(JSON.readValue(Objects.requireNonNull(event.getData()).toBytes(), Order.class));
			handling.handle(Objects.requireNonNull(event.getSubject()), record.offset());
		});
	}

	@Override
	public int concurrency() {
		return Topic.PARTITIONS;
	}

	@Override
	public Running start(String group, String topic, Handling handling) {
		ContainerProperties properties = new ContainerProperties(topic);
		properties.setGroupId(group);
		properties.setMessageListener((MessageListener<byte[], V>) (record) -> this.handler.accept(record, handling));
		ConcurrentMessageListenerContainer<byte[], V> container = new ConcurrentMessageListenerContainer<>(
				new DefaultKafkaConsumerFactory<>(this.consumer, new ByteArrayDeserializer(), this.deserializer),
				properties);
		container.setConcurrency(concurrency());
		container.start();
		return container::stop;
	}

}
