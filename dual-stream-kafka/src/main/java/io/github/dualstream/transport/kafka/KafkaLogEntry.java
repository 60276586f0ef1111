package io.github.dualstream.transport.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.transport.LogEntry;
import io.github.dualstream.transport.UnreadableEntryException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Record of a Kafka topic.
 *
 * @param record the record
 * @param reader reader of its event
 */
record KafkaLogEntry(ConsumerRecord<byte[], byte[]> record, RecordReader reader) implements LogEntry {

	@Override
	public Position position() {
		return new Position(this.record.topic(), this.record.partition(), this.record.offset());
	}

	@Override
	public Instant appendedAt() {
		return Instant.ofEpochMilli(Math.max(0, this.record.timestamp()));
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Each byte of the key is a character, so that different keys that are not UTF-8 stay
	 * different.
	 */
	@Override
	public @Nullable String key() {
		return key(this.record);
	}

	static @Nullable String key(ConsumerRecord<byte[], byte[]> record) {
		byte[] key = record.key();
		return (key != null) ? key(key) : null;
	}

	static String key(byte[] key) {
		return new String(key, StandardCharsets.ISO_8859_1);
	}

	static byte @Nullable [] keyBytes(@Nullable String key) {
		return (key != null) ? key.getBytes(StandardCharsets.ISO_8859_1) : null;
	}

	@Override
	public int size() {
		return Math.max(0, this.record.serializedKeySize()) + Math.max(0, this.record.serializedValueSize());
	}

	@Override
	public Event event() throws UnreadableEntryException {
		try {
			return this.reader.read(this.record).event();
		}
		catch (UnreadableRecordException ex) {
			throw new UnreadableEntryException(position() + " is not an event", ex);
		}
	}

}
