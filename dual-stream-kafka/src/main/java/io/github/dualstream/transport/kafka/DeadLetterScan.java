package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dead-letter records of one partition.
 */
final class DeadLetterScan {

	private static final Duration POLL = Duration.ofMillis(500);

	private final Consumer<byte[], byte[]> consumer;

	private final TopicPartition partition;

	private final Duration timeout;

	private final long deadline;

	DeadLetterScan(Consumer<byte[], byte[]> consumer, TopicPartition partition, Duration timeout) {
		this.consumer = consumer;
		this.partition = partition;
		this.timeout = timeout;
		this.deadline = System.nanoTime() + timeout.toNanos();
		consumer.assign(List.of(partition));
	}

	/**
	 * Read from the beginning up to the end offset as of this call.
	 * @param goesOn predicate called with each record, which returns whether to continue
	 */
	void forEach(Predicate<ConsumerRecord<byte[], byte[]>> goesOn) {
		long end = this.consumer.endOffsets(List.of(this.partition), this.timeout).getOrDefault(this.partition, 0L);
		this.consumer.seek(this.partition,
				this.consumer.beginningOffsets(List.of(this.partition), this.timeout).getOrDefault(this.partition, 0L));
		while (this.consumer.position(this.partition) < end) {
			for (ConsumerRecord<byte[], byte[]> record : poll()) {
				if (record.offset() >= end || !goesOn.test(record)) {
					return;
				}
			}
		}
	}

	/**
	 * Read one record.
	 * @return the record; {@code null} if it no longer exists
	 */
	@Nullable ConsumerRecord<byte[], byte[]> at(long offset) {
		this.consumer.seek(this.partition, offset);
		try {
			while (this.consumer.position(this.partition) <= offset) {
				for (ConsumerRecord<byte[], byte[]> record : poll()) {
					return (record.offset() == offset) ? record : null;
				}
			}
			return null;
		}
		catch (OffsetOutOfRangeException ex) {
			return null;
		}
	}

	private List<ConsumerRecord<byte[], byte[]>> poll() {
		if (System.nanoTime() - this.deadline > 0) {
			throw new TimeoutException(
					"reading " + this.partition + " took longer than " + this.timeout.toMillis() + " ms");
		}
		return this.consumer.poll(POLL).records(this.partition);
	}

}
