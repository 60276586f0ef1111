package io.github.dualstream.benchmarks.micro;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A producer that acknowledges at once, on the calling thread, and keeps nothing.
 *
 * @param <K> type of the keys
 */
final class ImmediateProducer<K> extends MockProducer<K, byte[]> {

	private final TopicPartition partition;

	private final List<PartitionInfo> partitions;

	private final AtomicLong offset = new AtomicLong();

	ImmediateProducer(String topic) {
		this.partition = new TopicPartition(topic, 0);
		this.partitions = List.of(new PartitionInfo(topic, 0, null, null, null));
	}

	@Override
	@SuppressWarnings("UnsynchronizedOverridesSynchronized") // has nothing to guard
	public Future<RecordMetadata> send(ProducerRecord<K, byte[]> record, @Nullable Callback callback) {
		RecordMetadata metadata = new RecordMetadata(this.partition, this.offset.getAndIncrement(), 0, 0, 0,
				record.value().length);
		if (callback != null) {
			callback.onCompletion(metadata, null);
		}
		return CompletableFuture.completedFuture(metadata);
	}

	@Override
	public List<PartitionInfo> partitionsFor(String topic) {
		return this.partitions;
	}

}
