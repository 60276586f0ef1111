package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException.Reason;
import io.github.dualstream.transport.RecordKey;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads Kafka with consumers of its own, opened on first use: one for metadata and
 * ranges, one for the ends of partitions, where its fetches wait.
 */
final class KafkaLogReader implements LogReader {

	private static final Duration POLL = Duration.ofMillis(500);

	/** Number of offsets of each partition that are read before others get their turn. */
	private static final long CAUTIOUS_RANGE = 500;

	static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

	private final ConsumerFactory<byte[], byte[]> factory;

	private final KafkaAdministration administration;

	private final Duration timeout;

	private final CautiousReader cautious;

	private @Nullable Consumer<byte[], byte[]> consumer;

	private @Nullable KafkaFollower follower;

	KafkaLogReader(ConsumerFactory<byte[], byte[]> factory, KafkaAdministration administration, Duration timeout) {
		this.factory = factory;
		this.administration = administration;
		this.timeout = timeout;
		this.cautious = new CautiousReader(factory);
	}

	@Override
	public int partitionsOf(String topic) {
		return ask("Topic '" + topic + "'", (kafka) -> kafka.partitionsFor(topic, this.timeout).size());
	}

	@Override
	public String identityOf(String topic) {
		try {
			return this.administration.admin()
				.describeTopics(List.of(topic))
				.allTopicNames()
				.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS)
				.values()
				.iterator()
				.next()
				.topicId()
				.toString();
		}
		catch (ExecutionException | java.util.concurrent.TimeoutException | KafkaException ex) {
			throw new LogUnavailableException("The id of topic '" + topic + "' could not be read: " + ex.getMessage(),
					ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LogUnavailableException("The id of topic '" + topic + "' could not be read in time", ex);
		}
	}

	@Override
	public int partitionOf(RecordKey key, int partitions) {
		return BuiltInPartitioner.partitionForKey(key.bytes(), partitions);
	}

	@Override
	public Map<LogPartition, Long> begins(Collection<LogPartition> partitions) {
		return offsets(partitions, (kafka) -> kafka.beginningOffsets(theirs(partitions), this.timeout));
	}

	@Override
	public Map<LogPartition, Long> ends(Collection<LogPartition> partitions) {
		return offsets(partitions, (kafka) -> kafka.endOffsets(theirs(partitions), this.timeout));
	}

	private Map<LogPartition, Long> offsets(Collection<LogPartition> partitions,
			Function<Consumer<byte[], byte[]>, Map<TopicPartition, Long>> question) {
		Map<TopicPartition, Long> answer = ask("Partitions " + partitions, (kafka) -> {
			// else Kafka's client logs that the answer is of no use to it
			kafka.assign(theirs(partitions));
			return question.apply(kafka);
		});
		Map<LogPartition, Long> offsets = new HashMap<>();
		answer.forEach((partition, offset) -> offsets.put(ours(partition), offset));
		return offsets;
	}

	@Override
	public void read(Map<LogPartition, OffsetRange> ranges, java.util.function.Consumer<LogRecord> handler) {
		ask("Partitions " + ranges.keySet(), (kafka) -> {
			Map<TopicPartition, Long> open = begin(kafka, ranges);
			Map<TopicPartition, Long> reached = new HashMap<>();
			ranges.forEach((partition, range) -> reached.put(theirs(partition), range.from()));
			long deadline = System.nanoTime() + this.timeout.toNanos();
			while (!isRead(kafka, open)) {
				ConsumerRecords<byte[], byte[]> records;
				try {
					records = kafka.poll(POLL);
				}
				catch (OutOfMemoryError ex) {
					readCautiously(reached, open, handler);
					return ranges;
				}
				catch (KafkaException ex) {
					CautiousReader.damaged(open.keySet(), ex);
					readCautiously(reached, open, handler);
					return ranges;
				}
				if (!records.isEmpty()) {
					deadline = System.nanoTime() + this.timeout.toNanos();
					handle(records, open, handler);
					records.nextOffsets().forEach((partition, next) -> reached.put(partition, next.offset()));
				}
				else if (System.nanoTime() - deadline > 0) {
					throw new TimeoutException("no record came for " + this.timeout.toMillis() + " ms");
				}
			}
			return ranges;
		});
	}

	/**
	 * Read again record by record, since the consumer may have lost records when it ran
	 * out of memory.
	 */
	private void readCautiously(Map<TopicPartition, Long> from, Map<TopicPartition, Long> open,
			java.util.function.Consumer<LogRecord> handler) {
		closeConsumer();
		open.forEach((partition, to) -> this.cautious.read(partition, from.getOrDefault(partition, to), to,
				(record) -> handle(record, handler)));
	}

	private static boolean handle(ConsumerRecord<byte[], byte[]> record,
			java.util.function.Consumer<LogRecord> handler) {
		handler.accept(new KafkaLogRecord(record));
		return true;
	}

	private static Map<TopicPartition, Long> begin(Consumer<byte[], byte[]> kafka,
			Map<LogPartition, OffsetRange> ranges) {
		Map<TopicPartition, Long> open = new HashMap<>();
		ranges.forEach((partition, range) -> open.put(theirs(partition), range.to()));
		kafka.assign(open.keySet());
		kafka.resume(open.keySet());
		ranges.forEach((partition, range) -> kafka.seek(theirs(partition), range.from()));
		return open;
	}

	private static boolean isRead(Consumer<byte[], byte[]> kafka, Map<TopicPartition, Long> open) {
		open.entrySet().removeIf((range) -> {
			boolean read = kafka.position(range.getKey()) >= range.getValue();
			if (read) {
				kafka.pause(List.of(range.getKey()));
			}
			return read;
		});
		return open.isEmpty();
	}

	private void handle(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> open,
			java.util.function.Consumer<LogRecord> handler) {
		for (ConsumerRecord<byte[], byte[]> record : records) {
			Long end = open.get(new TopicPartition(record.topic(), record.partition()));
			if (end != null && record.offset() < end) {
				handler.accept(new KafkaLogRecord(record));
			}
		}
	}

	@Override
	public Map<LogPartition, Long> readOn(Map<LogPartition, Long> from, Duration maxWait,
			java.util.function.Consumer<LogRecord> handler) {
		return answer(() -> "Partitions " + from.keySet(), () -> {
			try {
				return follower().readOn(from, maxWait, handler);
			}
			catch (OutOfMemoryError ex) {
				closeFollower();
				return readOnCautiously(from, handler);
			}
			catch (KafkaException ex) {
				CautiousReader.damaged(theirs(from.keySet()), ex);
				closeFollower();
				return readOnCautiously(from, handler);
			}
		});
	}

	private Map<LogPartition, Long> readOnCautiously(Map<LogPartition, Long> from,
			java.util.function.Consumer<LogRecord> handler) {
		Map<LogPartition, Long> next = new HashMap<>();
		from.forEach((partition, offset) -> {
			long to = offset + CAUTIOUS_RANGE;
			long reached = this.cautious.read(theirs(partition), offset, to, (record) -> handle(record, handler));
			if (reached > offset) {
				next.put(partition, reached);
			}
		});
		return next;
	}

	private KafkaFollower follower() {
		KafkaFollower current = this.follower;
		if (current == null) {
			current = new KafkaFollower(this.factory);
			this.follower = current;
		}
		return current;
	}

	private <T> T ask(String subject, Function<Consumer<byte[], byte[]>, T> question) {
		return answer(() -> subject, () -> question.apply(consumer()));
	}

	private static <T> T answer(Supplier<String> subject, Supplier<T> question) {
		try {
			return question.get();
		}
		catch (OffsetOutOfRangeException ex) {
			throw new PositionUnavailableException(Reason.EXPIRED, subject.get() + " do not reach back as far as "
					+ ex.offsetOutOfRangePartitions() + ", or end before that");
		}
		catch (KafkaException ex) {
			throw new LogUnavailableException(subject.get() + " could not be read: " + ex.getMessage(), ex);
		}
		catch (OutOfMemoryError ex) {
			throw new IllegalStateException(
					subject.get() + " could not be read, as memory ran out. If this persists, a "
							+ "record there does not fit into the heap",
					ex);
		}
	}

	private Consumer<byte[], byte[]> consumer() {
		Consumer<byte[], byte[]> current = this.consumer;
		if (current == null) {
			current = this.factory.createConsumer();
			this.consumer = current;
		}
		return current;
	}

	private static List<TopicPartition> theirs(Collection<LogPartition> partitions) {
		return partitions.stream().map(KafkaLogReader::theirs).toList();
	}

	static TopicPartition theirs(LogPartition partition) {
		return new TopicPartition(partition.topic(), partition.number());
	}

	static LogPartition ours(TopicPartition partition) {
		return new LogPartition(partition.topic(), partition.partition());
	}

	private void closeFollower() {
		KafkaFollower closed = this.follower;
		this.follower = null;
		if (closed != null) {
			closed.close();
		}
	}

	private void closeConsumer() {
		Consumer<byte[], byte[]> closed = this.consumer;
		this.consumer = null;
		if (closed != null) {
			closed.close(CloseOptions.timeout(CLOSE_TIMEOUT));
		}
	}

	@Override
	public void close() {
		try {
			closeFollower();
		}
		finally {
			// also where the thread has been interrupted, which the first one throws
			closeConsumer();
		}
	}

}
