package io.github.dualstream.transport;

import java.time.Instant;
import java.util.List;

import io.github.dualstream.Position;
import org.jspecify.annotations.Nullable;

/**
 * Record to append to the log.
 *
 * @param topic name of the topic
 * @param partition number of the partition, taken modulo the topic's number of
 * partitions; {@code null} to have it chosen by the key, or arbitrarily without one
 * @param key key of the record
 * @param headers headers of the record, in order, names in ASCII; not copied, so they
 * must not be changed
 * @param value value of the record; not copied, so it must not be changed
 * @param description description for error messages, by its {@code toString}, such as
 * {@code event '4711'}
 */
@SuppressWarnings("ArrayRecordComponent") // carried through, never compared
public record NewRecord(String topic, @Nullable Integer partition, @Nullable RecordKey key, List<RecordHeader> headers,
		byte @Nullable [] value, Object description) {

	/**
	 * Upper bound of the size of a record in Kafka beyond its content, as the largest
	 * among the logs: the header of a batch, and lengths and deltas.
	 */
	private static final int RECORD_OVERHEAD = 61 + 40;

	private static final int HEADER_OVERHEAD = 10;

	/**
	 * Size of the record in the log.
	 * @return upper bound of the number of bytes, uncompressed
	 */
	public int size() {
		int size = RECORD_OVERHEAD + length(this.value) + ((this.key != null) ? this.key.bytes().length : 0);
		for (RecordHeader header : this.headers) {
			size += HEADER_OVERHEAD + header.name().length() + length(header.value());
		}
		return size;
	}

	private static int length(byte @Nullable [] bytes) {
		return (bytes != null) ? bytes.length : 0;
	}

	/**
	 * Create the record that is read after the append.
	 * @param position position in the log
	 * @param appendedAt time of the append
	 * @return a record with the same content
	 */
	public LogRecord at(Position position, Instant appendedAt) {
		return new AppendedRecord(position, appendedAt, this.key, this.headers, this.value);
	}

	/** Record with its content in memory. */
	@SuppressWarnings("ArrayRecordComponent") // carried through, never compared
	private record AppendedRecord(Position position, Instant appendedAt, @Nullable RecordKey key,
			List<RecordHeader> headers, byte @Nullable [] value) implements LogRecord {
	}

}
