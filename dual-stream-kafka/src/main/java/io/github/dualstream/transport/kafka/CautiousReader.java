package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

import io.github.dualstream.transport.UnreadableOffsetException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reader of one record of one partition at a time, after a consumer that reads many has
 * run out of memory or received damaged data: it reads the records that can be read, and
 * finds the offset of one that cannot. Kafka's client decompresses a record as a whole,
 * whatever fetch sizes are set.
 */
final class CautiousReader {

	private static final Duration POLL = Duration.ofMillis(200);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final ConsumerFactory<byte[], byte[]> factory;

	CautiousReader(ConsumerFactory<byte[], byte[]> factory) {
		this.factory = factory;
	}

	/**
	 * Read a partition up to an offset or its end.
	 * @param partition the partition
	 * @param from offset of the first record
	 * @param to offset to end at
	 * @param handler handler of each record, which returns whether to continue
	 * @return offset to continue from
	 * @throws UnreadableOffsetException for a record that does not fit into memory or is
	 * damaged; the handler has received everything below it
	 */
	long read(TopicPartition partition, long from, long to, Handler handler) {
		long next = from;
		boolean failed = false;
		while (true) {
			Reading reading = attempt(partition, next, to, handler);
			if (reading.failure() == null) {
				return reading.next();
			}
			if (failed && reading.next() == next) {
				throw new UnreadableOffsetException(KafkaLogReader.ours(partition), next, reading.failure());
			}
			// once more, with nothing else in memory: others may have needed it
			failed = true;
			next = reading.next();
		}
	}

	private Reading attempt(TopicPartition partition, long from, long to, Handler handler) {
		Consumer<byte[], byte[]> consumer = open();
		try {
			consumer.assign(List.of(partition));
			consumer.seek(partition, from);
			Long last = consumer.endOffsets(List.of(partition)).get(partition);
			return read(consumer, partition, (last != null) ? Math.min(last, to) : from, handler);
		}
		finally {
			consumer.close(CloseOptions.timeout(KafkaLogReader.CLOSE_TIMEOUT));
		}
	}

	private Reading read(Consumer<byte[], byte[]> consumer, TopicPartition partition, long end, Handler handler) {
		long next = consumer.position(partition);
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		boolean more = true;
		while (more && next < end) {
			ConsumerRecords<byte[], byte[]> records;
			try {
				records = consumer.poll(POLL);
			}
			catch (OutOfMemoryError ex) {
				return new Reading(next, ex);
			}
			catch (KafkaException ex) {
				if (!isDamaged(partition, ex)) {
					throw ex;
				}
				return new Reading(next, ex);
			}
			for (ConsumerRecord<byte[], byte[]> record : records) {
				more = record.offset() < end && handler.handle(record);
			}
			long reached = consumer.position(partition);
			if (reached > next) {
				deadline = System.nanoTime() + PATIENCE.toNanos();
			}
			else if (System.nanoTime() - deadline > 0) {
				throw new TimeoutException("no record of " + partition + " came for " + PATIENCE.toMillis() + " ms");
			}
			next = reached;
		}
		return new Reading(next, null);
	}

	/**
	 * Find the partition whose data Kafka's client makes no sense of.
	 * @param partitions candidates
	 * @param failure failure of the client, thrown again if it is not about damaged data
	 * of one of them
	 */
	static TopicPartition damaged(Collection<TopicPartition> partitions, KafkaException failure) {
		return partitions.stream()
			.filter((partition) -> isDamaged(partition, failure))
			.findFirst()
			.orElseThrow(() -> failure);
	}

	/**
	 * Whether data of a partition came, and Kafka's client makes no sense of it. No type
	 * of exception says so, only the message.
	 */
	static boolean isDamaged(TopicPartition partition, KafkaException failure) {
		String message = failure.getMessage();
		return !(failure instanceof ApiException) && !(failure instanceof InvalidOffsetException) && message != null
				&& Pattern.compile("(?<![\\w.-])" + Pattern.quote(partition.toString()) + "(?![\\w-]|\\.\\w)")
					.matcher(message)
					.find();
	}

	private Consumer<byte[], byte[]> open() {
		Properties overrides = new Properties();
		overrides.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
		// the broker sends one batch nevertheless
		overrides.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1");
		overrides.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
		return this.factory.createConsumer(null, null, null, overrides);
	}

	/**
	 * Handler of records.
	 */
	@FunctionalInterface
	interface Handler {

		/**
		 * Handle a record.
		 * @return whether to continue
		 */
		boolean handle(ConsumerRecord<byte[], byte[]> record);

	}

	private record Reading(long next, @Nullable Throwable failure) {

	}

}
