package io.github.dualstream.benchmarks.micro;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Creates consumers that need no broker: their first poll brings an event of each source.
 */
final class FetchedRecords extends DefaultKafkaConsumerFactory<byte[], byte[]> {

	private static final TopicPartition PARTITION = new TopicPartition(Topic.NAME, 0);

	private final Orders orders;

	FetchedRecords(Orders orders) {
		super(Map.of(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
		this.orders = orders;
	}

	@Override
	protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> properties) {
		MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
		consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
		consumer.schedulePollTask(() -> {
			consumer.rebalance(List.of(PARTITION));
			for (int i = 0; i < Orders.SOURCES; i++) {
				consumer.addRecord(record(i));
			}
		});
		return consumer;
	}

	private ConsumerRecord<byte[], byte[]> record(int number) {
		byte[] key = bytes(this.orders.sourceId(number));
		byte[] value = this.orders.json(number);
		return new ConsumerRecord<>(Topic.NAME, 0, number, System.currentTimeMillis(), TimestampType.CREATE_TIME,
				key.length, value.length, key, value, headers(number), Optional.empty());
	}

	/** As the client makes them of what it fetches. */
	private Headers headers(int number) {
		Headers headers = new RecordHeaders();
		for (Header header : this.orders.headers(number)) {
			headers.add(new RecordHeader(ByteBuffer.wrap(bytes(header.key())), ByteBuffer.wrap(header.value())));
		}
		return headers;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
