package io.github.dualstream.transport.memory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.transport.EncodedEvent;
import io.github.dualstream.transport.LogEntry;
import io.github.dualstream.transport.UnreadableEntryException;
import org.jspecify.annotations.Nullable;

/**
 * Record of the log in memory: an event, or a record of another application.
 *
 * @param position place in the log
 * @param appendedAt time of the append
 * @param key record key
 * @param encoded the event with its encoded data; {@code null} for other records
 */
record MemoryRecord(Position position, Instant appendedAt, @Nullable String key,
		@Nullable EncodedEvent encoded) implements LogEntry {

	/** Approximate size of an event without its data. */
	private static final int OVERHEAD = 200;

	/** Key in the text form of all logs: a character for each byte. */
	static String keyOf(Source source) {
		return new String(source.id().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	MemoryRecord at(Position other, Instant time) {
		return new MemoryRecord(other, time, this.key, this.encoded);
	}

	boolean isOf(Source source) {
		return this.encoded != null && this.encoded.event().source().equals(source);
	}

	@Override
	public int size() {
		return OVERHEAD + ((this.encoded != null) ? this.encoded.data().length : 0);
	}

	/** Return the event with its encoded data, as a remote log would. */
	@Override
	public Event event() throws UnreadableEntryException {
		if (this.encoded == null) {
			throw new UnreadableEntryException("The record at " + this.position + " is not an event", null);
		}
		return this.encoded.event().toBuilder().data(JsonData.of(this.encoded.data())).build();
	}

}
