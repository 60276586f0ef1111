package io.github.dualstream.transport.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Record of a Kafka topic, converted when it is asked for, since most records that feeds
 * read are of other sources.
 *
 * @param record the record
 */
record KafkaLogRecord(ConsumerRecord<byte[], byte[]> record) implements LogRecord {

	static ProducerRecord<byte[], byte[]> producerRecord(NewRecord record, @Nullable Integer partition) {
		RecordKey key = record.key();
		ProducerRecord<byte[], byte[]> kafka = new ProducerRecord<>(record.topic(), partition,
				(key != null) ? key.bytes() : null, record.value());
		Headers headers = kafka.headers();
		record.headers().forEach((header) -> headers.add(header.name(), header.value()));
		return kafka;
	}

	@Override
	public Position position() {
		return new Position(this.record.topic(), this.record.partition(), this.record.offset());
	}

	@Override
	public Instant appendedAt() {
		return Instant.ofEpochMilli(Math.max(0, this.record.timestamp()));
	}

	@Override
	public @Nullable RecordKey key() {
		byte[] key = this.record.key();
		return (key != null) ? RecordKey.of(key) : null;
	}

	@Override
	public List<RecordHeader> headers() {
		List<RecordHeader> headers = new ArrayList<>();
		for (Header header : this.record.headers()) {
			headers.add(new RecordHeader(header.key(), header.value()));
		}
		return headers;
	}

	@Override
	public byte @Nullable [] value() {
		return this.record.value();
	}

	@Override
	public int size() {
		return Math.max(0, this.record.serializedKeySize()) + Math.max(0, this.record.serializedValueSize());
	}

}
