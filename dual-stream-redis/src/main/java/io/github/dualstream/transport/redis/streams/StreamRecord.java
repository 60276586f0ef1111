package io.github.dualstream.transport.redis.streams;

import java.time.Instant;
import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;

/**
 * Entry of a stream.
 *
 * @param position position of the record
 * @param fields names and values of its fields in turn
 */
record StreamRecord(Position position, List<byte[]> fields) implements LogRecord {

	static StreamRecord of(LogPartition partition, long offset, List<byte[]> fields) {
		return new StreamRecord(new Position(partition.topic(), partition.number(), offset), fields);
	}

	@Override
	public Instant appendedAt() {
		return Instant.ofEpochMilli(StreamId.millisOf(this.position.offset()));
	}

	@Override
	public @Nullable RecordKey key() {
		return StreamFields.key(this.fields);
	}

	@Override
	public List<RecordHeader> headers() {
		return StreamFields.headers(this.fields);
	}

	@Override
	public byte @Nullable [] value() {
		return StreamFields.value(this.fields);
	}

	@Override
	public int size() {
		return StreamFields.size(this.fields);
	}

}
