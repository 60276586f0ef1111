package io.github.dualstream.transport.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

import io.github.dualstream.Event;
import io.github.dualstream.transport.HistoryRequest;
import io.github.dualstream.transport.StoredEvent;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a range of offsets of one partition, and keeps the events of one source. Records
 * that hold no event are passed over.
 */
final class PartitionScan {

	private static final Logger logger = LoggerFactory.getLogger(PartitionScan.class);

	private static final Duration POLL = Duration.ofMillis(500);

	private final Consumer<byte[], byte[]> consumer;

	private final TopicPartition partition;

	private final RecordReader reader;

	private final long deadline;

	PartitionScan(Consumer<byte[], byte[]> consumer, TopicPartition partition, RecordReader reader, long deadline) {
		this.consumer = consumer;
		this.partition = partition;
		this.reader = reader;
		this.deadline = deadline;
	}

	/**
	 * Read the first events of the range.
	 */
	List<StoredEvent> first(long from, long to, HistoryRequest request) {
		List<StoredEvent> events = new ArrayList<>();
		scan(from, to, request, (event) -> {
			events.add(event);
			return events.size() < request.limit();
		});
		return events;
	}

	/**
	 * Read the last events of the range; holds no more than them.
	 */
	Deque<StoredEvent> last(long from, long to, HistoryRequest request, int limit) {
		Deque<StoredEvent> events = new ArrayDeque<>();
		scan(from, to, request, (event) -> {
			events.add(event);
			if (events.size() > limit) {
				events.remove();
			}
			return true;
		});
		return events;
	}

	private void scan(long from, long to, HistoryRequest request, Predicate<StoredEvent> goesOn) {
		byte[] key = request.source().id().getBytes(StandardCharsets.UTF_8);
		this.consumer.seek(this.partition, from);
		while (this.consumer.position(this.partition) < to) {
			requireTime();
			for (ConsumerRecord<byte[], byte[]> record : this.consumer.poll(POLL).records(this.partition)) {
				if (record.offset() >= to) {
					return;
				}
				StoredEvent event = Arrays.equals(record.key(), key) ? read(record, request) : null;
				if (event != null && !goesOn.test(event)) {
					return;
				}
			}
		}
	}

	private void requireTime() {
		if (System.nanoTime() - this.deadline > 0) {
			throw new TimeoutException("reading " + this.partition + " took too long");
		}
	}

	private @Nullable StoredEvent read(ConsumerRecord<byte[], byte[]> record, HistoryRequest request) {
		try {
			StoredEvent stored = this.reader.read(record);
			Event event = stored.event();
			return event.source().equals(request.source()) ? stored : null;
		}
		catch (UnreadableRecordException ex) {
			logger.debug("Passed over: {}", ex.getMessage());
			return null;
		}
	}

}
