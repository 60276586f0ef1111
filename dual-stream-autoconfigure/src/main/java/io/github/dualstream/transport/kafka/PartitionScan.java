package io.github.dualstream.transport.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.transport.HistoryRequest;
import io.github.dualstream.transport.StoredEvent;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
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

	List<StoredEvent> read(long from, long to, HistoryRequest request, int limit) {
		byte[] key = request.sourceId().getBytes(StandardCharsets.UTF_8);
		List<StoredEvent> events = new ArrayList<>();
		this.consumer.seek(this.partition, from);
		while (this.consumer.position(this.partition) < to) {
			if (System.nanoTime() - this.deadline > 0) {
				throw new TimeoutException("reading " + this.partition + " took too long");
			}
			for (ConsumerRecord<byte[], byte[]> record : this.consumer.poll(POLL).records(this.partition)) {
				if (record.offset() >= to || events.size() == limit) {
					return events;
				}
				if (Arrays.equals(record.key(), key)) {
					keep(record, request, events);
				}
			}
		}
		return events;
	}

	private void keep(ConsumerRecord<byte[], byte[]> record, HistoryRequest request, List<StoredEvent> events) {
		try {
			StoredEvent stored = this.reader.read(record);
			Event event = stored.event();
			if (event.sourceType().equals(request.sourceType()) && event.sourceId().equals(request.sourceId())) {
				events.add(stored);
			}
		}
		catch (UnreadableRecordException ex) {
			logger.debug("Passed over: {}", ex.getMessage());
		}
	}

}
