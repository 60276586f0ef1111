package io.github.dualstream.transport.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.RejectedException;
import io.github.dualstream.transport.DeadLetter;
import io.github.dualstream.transport.DeadLetterMark;
import io.github.dualstream.transport.DeadLetterMark.Kind;
import io.github.dualstream.transport.LogEntry;
import io.github.dualstream.transport.PrintableText;
import io.github.dualstream.transport.UnreadableEntryException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Headers of records in a dead-letter topic. Names with the prefix are reserved: existing
 * headers of this kind, forged or from an earlier failure, are removed.
 */
final class DeadLetterHeaders {

	static final String PREFIX = "dual-stream-";

	/** Maximum size of the additional headers of a dead-letter record. */
	static final int MAX_SIZE = 8 * 1_024;

	/** Maximum length of the cause, as a record has a limit. */
	private static final int MAX_CAUSE = 512;

	private static final String KIND = PREFIX + "kind";

	private static final String GROUP = PREFIX + "group";

	private static final String LETTER = PREFIX + "letter";

	private static final String TOPIC = PREFIX + "topic";

	private static final String PARTITION = PREFIX + "partition";

	private static final String OFFSET = PREFIX + "offset";

	private static final String TIMESTAMP = PREFIX + "timestamp";

	private static final String ATTEMPTS = PREFIX + "attempts";

	private static final String EXCEPTION = PREFIX + "exception";

	private static final String CAUSE = PREFIX + "cause";

	private DeadLetterHeaders() {
	}

	static Headers ofLetter(ConsumerRecord<byte[], byte[]> record, String group, int attempts, Throwable cause) {
		Headers headers = withoutOurs(record.headers());
		addAbout(headers, Kind.LETTER, group, new Position(record.topic(), record.partition(), record.offset()));
		add(headers, TIMESTAMP, Long.toString(record.timestamp()));
		add(headers, ATTEMPTS, Integer.toString(attempts));
		add(headers, EXCEPTION, cause.getClass().getName());
		add(headers, CAUSE, PrintableText.of(cause.getMessage(), MAX_CAUSE));
		return headers;
	}

	static Headers ofAnswer(DeadLetterMark letter, String group, Kind answer) {
		Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
		addAbout(headers, answer, group, letter.origin());
		add(headers, LETTER, letter.letter().toString());
		return headers;
	}

	private static void addAbout(Headers headers, Kind kind, String group, Position origin) {
		add(headers, KIND, kind.name());
		add(headers, GROUP, group);
		add(headers, TOPIC, origin.topic());
		add(headers, PARTITION, Integer.toString(origin.partition()));
		add(headers, OFFSET, Long.toString(origin.offset()));
	}

	/** Headers of a record without the reserved ones, in their order. */
	static Headers withoutOurs(Headers headers) {
		Headers others = new org.apache.kafka.common.header.internals.RecordHeaders();
		for (Header header : headers) {
			if (!header.key().startsWith(PREFIX)) {
				others.add(header);
			}
		}
		return others;
	}

	/**
	 * Read a mark.
	 * @return the mark; {@code null} if the record is not a mark, or one of another group
	 */
	static @Nullable DeadLetterMark mark(ConsumerRecord<byte[], byte[]> record, String group) {
		try {
			return group.equals(text(record, GROUP)) ? mark(record) : null;
		}
		catch (IllegalArgumentException | RejectedException ex) {
			// whoever wrote that, it is not what is written here
			return null;
		}
	}

	private static DeadLetterMark mark(ConsumerRecord<byte[], byte[]> record) {
		Kind kind = Kind.valueOf(required(record, KIND));
		Position position = new Position(record.topic(), record.partition(), record.offset());
		Position letter = (kind == Kind.LETTER) ? position : Position.parse(required(record, LETTER));
		if (!letter.topic().equals(position.topic()) || letter.partition() != position.partition()
				|| letter.offset() > position.offset()) {
			throw new IllegalArgumentException("an answer must follow its dead-letter record");
		}
		return new DeadLetterMark(kind, position, letter, origin(record), KafkaLogEntry.key(record));
	}

	private static Position origin(ConsumerRecord<byte[], byte[]> record) {
		return Position
			.parse(required(record, TOPIC) + ":" + required(record, PARTITION) + ":" + required(record, OFFSET));
	}

	/** Append time of the original record, if the dead-letter record contains it. */
	static long originTimestamp(ConsumerRecord<byte[], byte[]> record) {
		return number(record, TIMESTAMP, ConsumerRecord.NO_TIMESTAMP);
	}

	static DeadLetter letter(DeadLetterMark mark, String group, ConsumerRecord<byte[], byte[]> record, LogEntry entry) {
		Event event = event(entry);
		return new DeadLetter(mark.position(), mark.origin(), group, mark.key(), (event != null) ? event.id() : null,
				(event != null) ? event.type() : null, (int) number(record, ATTEMPTS, 0), orEmpty(record, EXCEPTION),
				orEmpty(record, CAUSE), Instant.ofEpochMilli(Math.max(0, record.timestamp())));
	}

	private static long number(ConsumerRecord<byte[], byte[]> record, String name, long fallback) {
		try {
			return Long.parseLong(required(record, name));
		}
		catch (IllegalArgumentException | RejectedException ex) {
			return fallback;
		}
	}

	private static String orEmpty(ConsumerRecord<byte[], byte[]> record, String name) {
		try {
			// anybody may have written it
			return PrintableText.of(required(record, name), MAX_CAUSE);
		}
		catch (IllegalArgumentException | RejectedException ex) {
			return "";
		}
	}

	private static @Nullable Event event(LogEntry entry) {
		try {
			return entry.event();
		}
		catch (UnreadableEntryException | RuntimeException ex) {
			// that may be just why it is with the dead letters
			return null;
		}
	}

	private static String required(ConsumerRecord<byte[], byte[]> record, String name) {
		String text = text(record, name);
		if (text == null) {
			throw new IllegalArgumentException("no header '" + name + "'");
		}
		return text;
	}

	private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
		return RecordHeaders.text(record.headers(), name);
	}

	private static void add(Headers headers, String name, String value) {
		headers.add(name, value.getBytes(StandardCharsets.UTF_8));
	}

}
