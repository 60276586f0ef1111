package io.github.dualstream.transport.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.RejectedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;

/**
 * Size limits of records. Checked before sending: a record over its topic's limit would
 * make the producer split the batch repeatedly, and delay other records (KAFKA-8350).
 * Thread-safe.
 */
public final class RecordSizeLimits {

	/**
	 * Upper bounds of Kafka's overhead: the header of a batch, and the lengths and deltas
	 * of a record and of each of its headers.
	 */
	private static final int BATCH_OVERHEAD = 61;

	private static final int RECORD_OVERHEAD = 40;

	private static final int HEADER_OVERHEAD = 10;

	private final int maxSize;

	private final Map<String, Integer> topicLimits = new ConcurrentHashMap<>();

	/**
	 * Create the limits.
	 * @param maxSize maximum size of a record for any topic, in bytes
	 */
	public RecordSizeLimits(int maxSize) {
		this.maxSize = maxSize;
	}

	void learn(String topic, int maxMessageBytes) {
		this.topicLimits.put(topic, maxMessageBytes);
	}

	void check(ProducerRecord<String, byte[]> record) {
		int size = sizeOf(record);
		if (size > this.maxSize) {
			throw new RejectedException("data", "makes a record of " + size + " bytes, more than the " + this.maxSize
					+ " of dual-stream.publisher.max-event-size; publish a reference to it, or raise the limit");
		}
		int topicLimit = this.topicLimits.getOrDefault(record.topic(), this.maxSize);
		if (size > topicLimit) {
			throw new RejectedException("data", "makes a record of " + size + " bytes, more than the " + topicLimit
					+ " of max.message.bytes of topic '" + record.topic() + "'");
		}
	}

	static int sizeOf(ProducerRecord<String, byte[]> record) {
		int size = BATCH_OVERHEAD + RECORD_OVERHEAD + record.value().length + Utils.utf8Length(record.key());
		for (Header header : record.headers()) {
			// names of headers are ASCII
			size += HEADER_OVERHEAD + header.key().length() + header.value().length;
		}
		return size;
	}

}
