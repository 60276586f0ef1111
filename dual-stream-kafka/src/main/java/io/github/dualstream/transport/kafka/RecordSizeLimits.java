package io.github.dualstream.transport.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.RejectedException;
import io.github.dualstream.transport.NewRecord;

/**
 * Size limits of records. Checked before sending: a record over its topic's limit would
 * make the producer split the batch repeatedly, and delay other records (KAFKA-8350).
 * Thread-safe.
 */
public final class RecordSizeLimits {

	private final Map<String, Integer> topicLimits = new ConcurrentHashMap<>();

	void learn(String topic, int maxMessageBytes) {
		this.topicLimits.put(topic, maxMessageBytes);
	}

	void check(NewRecord record) {
		Integer limit = this.topicLimits.get(record.topic());
		int size = record.size();
		if (limit != null && size > limit) {
			throw new RejectedException("data", "makes a record of " + size + " bytes, more than the " + limit
					+ " of max.message.bytes of topic '" + record.topic() + "'");
		}
	}

}
