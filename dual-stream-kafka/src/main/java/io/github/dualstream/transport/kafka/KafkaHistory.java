package io.github.dualstream.transport.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.transport.HistoryPage;
import io.github.dualstream.transport.HistoryRequest;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException.Reason;
import io.github.dualstream.transport.StoredEvent;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads the history of single sources. The events of a source share a partition with
 * those of other sources, so the most recent ones are looked for from the partition's end
 * backwards, up to a bounded number of records. Thread-safe; readers wait for a free
 * consumer.
 */
public final class KafkaHistory implements AutoCloseable {

	/** How many records of a partition are searched for the most recent events. */
	static final int MAX_SCAN = 50_000;

	private static final int FIRST_WINDOW = 1_000;

	private final ConsumerPool consumers;

	private final RecordReader reader = new RecordReader();

	private final Duration timeout;

	/**
	 * Create the reader.
	 * @param consumers creates consumers of bytes without a group
	 * @param timeout how long one read may take
	 */
	public KafkaHistory(ConsumerFactory<byte[], byte[]> consumers, Duration timeout) {
		this.consumers = new ConsumerPool(consumers);
		this.timeout = timeout;
	}

	HistoryPage read(HistoryRequest request) {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		try {
			return this.consumers.use(this.timeout, (consumer) -> read(consumer, request, deadline));
		}
		catch (KafkaException ex) {
			throw new LogUnavailableException("Topic '" + request.topic() + "' could not be read: " + ex.getMessage(),
					ex);
		}
	}

	private HistoryPage read(Consumer<byte[], byte[]> consumer, HistoryRequest request, long deadline) {
		TopicPartition partition = partitionOf(consumer, request);
		consumer.assign(List.of(partition));
		long begin = consumer.beginningOffsets(List.of(partition), this.timeout).getOrDefault(partition, 0L);
		long end = consumer.endOffsets(List.of(partition), this.timeout).getOrDefault(partition, 0L);
		PartitionScan scan = new PartitionScan(consumer, partition, this.reader, deadline);
		Position after = request.after();
		if (after != null) {
			requireAvailable(after, partition, begin, end);
			List<StoredEvent> events = scan.first(after.offset() + 1, end, request);
			boolean more = events.size() == request.limit();
			return new HistoryPage(events, more ? events.get(events.size() - 1).position() : last(partition, end));
		}
		return new HistoryPage(mostRecent(scan, begin, end, request), last(partition, end));
	}

	/**
	 * The partition that the producer chooses for the key.
	 */
	private TopicPartition partitionOf(Consumer<byte[], byte[]> consumer, HistoryRequest request) {
		int partitions = consumer.partitionsFor(request.topic(), this.timeout).size();
		if (partitions == 0) {
			throw new KafkaException("the topic does not exist");
		}
		byte[] key = request.source().id().getBytes(StandardCharsets.UTF_8);
		return new TopicPartition(request.topic(), BuiltInPartitioner.partitionForKey(key, partitions));
	}

	private static void requireAvailable(Position after, TopicPartition partition, long begin, long end) {
		if (!after.topic().equals(partition.topic()) || after.partition() != partition.partition()) {
			throw new PositionUnavailableException(Reason.FOREIGN, "Position " + after + " is not of this source");
		}
		if (after.offset() >= end) {
			throw new PositionUnavailableException(Reason.AHEAD, "Position " + after + " is ahead of the log");
		}
		if (after.offset() + 1 < begin) {
			throw new PositionUnavailableException(Reason.EXPIRED,
					"Some of what followed position " + after + " is no longer in the log");
		}
	}

	private static List<StoredEvent> mostRecent(PartitionScan scan, long begin, long end, HistoryRequest request) {
		long limit = Math.max(begin, end - MAX_SCAN);
		Deque<StoredEvent> events = new ArrayDeque<>();
		long windowEnd = end;
		for (long window = FIRST_WINDOW; windowEnd > limit && events.size() < request.limit(); window *= 4) {
			long windowStart = Math.max(limit, windowEnd - window);
			Deque<StoredEvent> earlier = scan.last(windowStart, windowEnd, request, request.limit() - events.size());
			earlier.descendingIterator().forEachRemaining(events::addFirst);
			windowEnd = windowStart;
		}
		return List.copyOf(events);
	}

	private static @Nullable Position last(TopicPartition partition, long end) {
		return (end > 0) ? new Position(partition.topic(), partition.partition(), end - 1) : null;
	}

	@Override
	public void close() {
		this.consumers.close();
	}

}
