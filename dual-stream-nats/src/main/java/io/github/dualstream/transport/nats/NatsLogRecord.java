package io.github.dualstream.transport.nats;

import java.time.Instant;
import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import io.nats.client.Message;
import org.jspecify.annotations.Nullable;

/**
 * Record of a stream, converted on each call.
 *
 * @param position position of the record
 * @param message the message
 */
record NatsLogRecord(Position position, Message message) implements LogRecord {

	static NatsLogRecord of(String topic, Message message) {
		return new NatsLogRecord(new Position(topic, RecordFormat.partitionOf(message.getSubject()),
				message.metaData().streamSequence() - 1), message);
	}

	@Override
	public Instant appendedAt() {
		return this.message.metaData().timestamp().toInstant();
	}

	@Override
	public @Nullable RecordKey key() {
		return RecordFormat.keyOf(this.message.getSubject(), this.message.getHeaders());
	}

	@Override
	public List<RecordHeader> headers() {
		return RecordFormat.headersOf(this.message.getHeaders());
	}

	@Override
	public byte @Nullable [] value() {
		return RecordFormat.valueOf(this.message.getData(), this.message.getHeaders());
	}

	@Override
	public int size() {
		return Math.toIntExact(this.message.consumeByteCount());
	}

}
