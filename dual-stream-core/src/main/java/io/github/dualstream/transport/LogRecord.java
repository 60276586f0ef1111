package io.github.dualstream.transport;

import java.time.Instant;
import java.util.List;

import io.github.dualstream.Position;
import org.jspecify.annotations.Nullable;

/**
 * Record at one position of the log, of this or of any other application. Immutable; a
 * transport may convert its own form on each call.
 */
public interface LogRecord {

	Position position();

	/**
	 * Time of the append.
	 * @return the time, or the epoch if the log does not provide it
	 */
	Instant appendedAt();

	/**
	 * Key of the record: records with the same key are ordered.
	 * @return the key; {@code null} without one
	 */
	@Nullable RecordKey key();

	/**
	 * Headers of the record.
	 * @return the headers, in the order in which they were written
	 */
	List<RecordHeader> headers();

	/**
	 * Value of the record.
	 * @return the bytes, not a copy; {@code null} without a value
	 */
	byte @Nullable [] value();

	/**
	 * Approximate memory size.
	 * @return number of bytes
	 */
	default int size() {
		RecordKey key = key();
		byte[] value = value();
		return ((key != null) ? key.bytes().length : 0) + ((value != null) ? value.length : 0);
	}

}
