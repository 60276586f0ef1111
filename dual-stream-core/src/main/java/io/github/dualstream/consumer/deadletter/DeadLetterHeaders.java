package io.github.dualstream.consumer.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.RejectedException;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.consumer.deadletter.DeadLetterMark.Kind;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.PrintableText;
import io.github.dualstream.transport.RecordHeader;
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

	/** Names of the headers that customizers have added, one a line. */
	private static final String ADDED = PREFIX + "added";

	/** Maximum size of the headers that customizers add, with their names. */
	private static final int MAX_ADDED = 2 * 1_024;

	private DeadLetterHeaders() {
	}

	static List<RecordHeader> ofRecord(LogRecord record, String group, int attempts, Throwable cause) {
		List<RecordHeader> headers = withoutOurs(record.headers());
		addOrigin(headers, Kind.LETTER, group, record.position());
		headers.add(RecordHeader.of(TIMESTAMP, Long.toString(record.appendedAt().toEpochMilli())));
		headers.add(RecordHeader.of(ATTEMPTS, Integer.toString(attempts)));
		headers.add(RecordHeader.of(EXCEPTION, cause.getClass().getName()));
		headers.add(RecordHeader.of(CAUSE, PrintableText.of(cause.getMessage(), MAX_CAUSE)));
		return headers;
	}

	/**
	 * Add headers of customizers, and their names, by which they are removed again.
	 * @throws IllegalArgumentException if they are reserved or too large
	 */
	static List<RecordHeader> withAdded(List<RecordHeader> headers, Map<String, String> added) {
		if (added.isEmpty()) {
			return headers;
		}
		List<RecordHeader> all = new ArrayList<>(headers);
		int size = 0;
		for (Map.Entry<String, String> header : added.entrySet()) {
			String name = header.getKey();
			if (name.startsWith(PREFIX) || !name.matches("[\\x21-\\x7e]+")) {
				throw new IllegalArgumentException("header '" + PrintableText.of(name, MAX_CAUSE)
						+ "' is reserved, or has other characters than visible ASCII");
			}
			RecordHeader record = RecordHeader.of(name, header.getValue());
			byte[] value = record.value();
			size += 2 * name.length() + ((value != null) ? value.length : 0);
			all.add(record);
		}
		if (size > MAX_ADDED) {
			throw new IllegalArgumentException("headers have " + size + " bytes, more than " + MAX_ADDED);
		}
		all.add(RecordHeader.of(ADDED, String.join("\n", added.keySet())));
		return all;
	}

	/** Headers of the original record: without the reserved ones and the added ones. */
	private static List<RecordHeader> originals(List<RecordHeader> headers) {
		List<RecordHeader> originals = withoutOurs(headers);
		String added = text(headers, ADDED);
		if (added != null) {
			added.lines().forEach((name) -> removeLast(originals, name));
		}
		return originals;
	}

	private static void removeLast(List<RecordHeader> headers, String name) {
		for (int i = headers.size() - 1; i >= 0; i--) {
			if (headers.get(i).name().equals(name)) {
				headers.remove(i);
				return;
			}
		}
	}

	static List<RecordHeader> ofAnswer(DeadLetterMark letter, String group, Kind answer) {
		List<RecordHeader> headers = new ArrayList<>();
		addOrigin(headers, answer, group, letter.origin());
		headers.add(RecordHeader.of(LETTER, letter.letter().toString()));
		return headers;
	}

	private static void addOrigin(List<RecordHeader> headers, Kind kind, String group, Position origin) {
		headers.add(RecordHeader.of(KIND, kind.name()));
		headers.add(RecordHeader.of(GROUP, group));
		headers.add(RecordHeader.of(TOPIC, origin.topic()));
		headers.add(RecordHeader.of(PARTITION, Integer.toString(origin.partition())));
		headers.add(RecordHeader.of(OFFSET, Long.toString(origin.offset())));
	}

	/** Headers of a record without the reserved ones, in their order. */
	private static List<RecordHeader> withoutOurs(List<RecordHeader> headers) {
		List<RecordHeader> others = new ArrayList<>(headers);
		others.removeIf((header) -> header.name().startsWith(PREFIX));
		return others;
	}

	/**
	 * Read a mark.
	 * @return the mark; {@code null} if the record is not a mark, or one of another group
	 */
	static @Nullable DeadLetterMark mark(LogRecord record, String group) {
		List<RecordHeader> headers = record.headers();
		try {
			return group.equals(text(headers, GROUP)) ? mark(record, headers) : null;
		}
		catch (IllegalArgumentException | RejectedException ex) {
			// another application wrote it
			return null;
		}
	}

	private static DeadLetterMark mark(LogRecord record, List<RecordHeader> headers) {
		Kind kind = Kind.valueOf(required(headers, KIND));
		Position position = record.position();
		Position letter = (kind == Kind.LETTER) ? position : Position.parse(required(headers, LETTER));
		if (!letter.topic().equals(position.topic()) || letter.partition() != position.partition()
				|| letter.offset() > position.offset()) {
			throw new IllegalArgumentException("an answer must follow its dead-letter record");
		}
		return new DeadLetterMark(kind, position, letter, origin(headers), record.key());
	}

	private static Position origin(List<RecordHeader> headers) {
		return Position
			.parse(required(headers, TOPIC) + ":" + required(headers, PARTITION) + ":" + required(headers, OFFSET));
	}

	/** The original record of a dead-letter record, at its original position. */
	static LogRecord original(LogRecord letter, Position origin) {
		List<RecordHeader> headers = letter.headers();
		return new NewRecord(origin.topic(), origin.partition(), letter.key(), originals(headers), letter.value(), "")
			.at(origin, Instant.ofEpochMilli(Math.max(0, number(headers, TIMESTAMP, 0))));
	}

	static DeadLetter deadLetter(DeadLetterMark mark, String group, LogRecord record) {
		List<RecordHeader> headers = record.headers();
		Event event = event(original(record, mark.origin()));
		return new DeadLetter(mark.position(), mark.origin(), group, mark.key(), (event != null) ? event.id() : null,
				(event != null) ? event.type() : null, (int) number(headers, ATTEMPTS, 0), orEmpty(headers, EXCEPTION),
				orEmpty(headers, CAUSE), record.appendedAt());
	}

	private static long number(List<RecordHeader> headers, String name, long fallback) {
		try {
			return Long.parseLong(required(headers, name));
		}
		catch (IllegalArgumentException ex) {
			return fallback;
		}
	}

	private static String orEmpty(List<RecordHeader> headers, String name) {
		// another application may have written it
		return PrintableText.of(text(headers, name), MAX_CAUSE);
	}

	private static @Nullable Event event(LogRecord record) {
		try {
			return EventReader.read(record);
		}
		catch (UnreadableRecordException | RuntimeException ex) {
			// possibly the reason why it is a dead-letter record
			return null;
		}
	}

	private static String required(List<RecordHeader> headers, String name) {
		String text = text(headers, name);
		if (text == null) {
			throw new IllegalArgumentException("no header '" + name + "'");
		}
		return text;
	}

	private static @Nullable String text(List<RecordHeader> headers, String name) {
		for (int i = headers.size() - 1; i >= 0; i--) {
			byte[] value = headers.get(i).value();
			if (headers.get(i).name().equals(name) && value != null) {
				return new String(value, StandardCharsets.UTF_8);
			}
		}
		return null;
	}

}
