package io.github.dualstream.transport.kafka;

import java.time.Duration;

import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogReaders;

import org.springframework.kafka.core.ConsumerFactory;

/**
 * Opens readers of Kafka, each with a consumer of its own.
 */
public final class KafkaLogReaders implements LogReaders {

	private final ConsumerFactory<byte[], byte[]> consumers;

	private final KafkaAdministration administration;

	private final Duration timeout;

	/**
	 * Create the readers.
	 * @param consumers factory of consumers of bytes without a group, which do not wait
	 * for records
	 * @param administration administrative connection for the ids of topics
	 * @param timeout timeout of one request, and of the time from one record to the next
	 */
	public KafkaLogReaders(ConsumerFactory<byte[], byte[]> consumers, KafkaAdministration administration,
			Duration timeout) {
		this.consumers = consumers;
		this.administration = administration;
		this.timeout = timeout;
	}

	@Override
	public LogReader open() {
		return new KafkaLogReader(this.consumers, this.administration, this.timeout);
	}

}
