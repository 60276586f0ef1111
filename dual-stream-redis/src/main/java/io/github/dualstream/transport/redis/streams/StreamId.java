package io.github.dualstream.transport.redis.streams;

import io.github.dualstream.transport.LogUnavailableException;

/**
 * Conversion between the id of a stream entry, {@code ms-seq}, and the offset of a
 * record: 43 bits of milliseconds, enough until 2248, above 20 bits of sequence.
 */
final class StreamId {

	/** Id below that of every entry. */
	static final String ZERO = "0-0";

	private static final int SEQUENCE_BITS = 20;

	private static final long MAX_SEQUENCE = (1L << SEQUENCE_BITS) - 1;

	private static final long MAX_MILLIS = (1L << (63 - SEQUENCE_BITS)) - 1;

	private StreamId() {
	}

	/**
	 * Offset of an entry.
	 * @param key key of the stream, for the message of a failure
	 * @param id id of the entry
	 * @return the offset
	 * @throws LogUnavailableException if the id does not fit
	 */
	static long offsetOf(String key, String id) {
		int dash = id.indexOf('-');
		long millis = Long.parseUnsignedLong(id, 0, dash, 10);
		long sequence = Long.parseUnsignedLong(id, dash + 1, id.length(), 10);
		if (millis < 0 || millis > MAX_MILLIS || sequence < 0 || sequence > MAX_SEQUENCE) {
			throw new LogUnavailableException(
					("Entry %s of stream '%s' has no offset: another program chose an id with a "
							+ "time after the year 2248 or a sequence number above %d, and ids never fall again. Copy the "
							+ "entries to keep, and delete the stream")
						.formatted(id, key, MAX_SEQUENCE),
					null);
		}
		return (millis << SEQUENCE_BITS) | sequence;
	}

	static String of(long offset) {
		return millisOf(offset) + "-" + (offset & MAX_SEQUENCE);
	}

	/** Id to read after, so that the entry at the offset is the first one. */
	static String before(long offset) {
		return (offset > 0) ? of(offset - 1) : ZERO;
	}

	static long millisOf(long offset) {
		return offset >>> SEQUENCE_BITS;
	}

	/** Lowest offset of entries that are added at a time or later. */
	static long atMillis(long millis) {
		return Math.max(0, Math.min(millis, MAX_MILLIS)) << SEQUENCE_BITS;
	}

}
