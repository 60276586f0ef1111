package io.github.dualstream.transport.redis.streams;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a stream entry. A record has the fields {@code key} and {@code value}, unless
 * it has none, and {@code header:<name>} for each header, or {@code null:<name>} for one
 * without a value. Any other field comes from another program, and is read as a header of
 * its name.
 */
final class StreamFields {

	private static final byte[] KEY = bytes("key");

	private static final byte[] VALUE = bytes("value");

	private static final String HEADER = "header:";

	private static final String NULL_HEADER = "null:";

	private static final byte[] NOTHING = {};

	private StreamFields() {
	}

	/** Names and values in turn, at least one of each, as Redis demands. */
	static Object[] of(NewRecord record) {
		List<byte[]> fields = new ArrayList<>(4 + 2 * record.headers().size());
		RecordKey key = record.key();
		if (key != null) {
			fields.add(KEY);
			fields.add(key.bytes());
		}
		for (RecordHeader header : record.headers()) {
			byte[] value = header.value();
			fields.add(bytes(((value != null) ? HEADER : NULL_HEADER) + header.name()));
			fields.add((value != null) ? value : NOTHING);
		}
		byte[] value = record.value();
		if (value != null) {
			fields.add(VALUE);
			fields.add(value);
		}
		if (fields.isEmpty()) {
			fields.add(bytes(NULL_HEADER));
			fields.add(NOTHING);
		}
		return fields.toArray();
	}

	static @Nullable RecordKey key(List<byte[]> fields) {
		byte[] key = last(fields, KEY);
		return (key != null) ? RecordKey.of(key) : null;
	}

	static byte @Nullable [] value(List<byte[]> fields) {
		return last(fields, VALUE);
	}

	private static byte @Nullable [] last(List<byte[]> fields, byte[] name) {
		for (int i = fields.size() - 2; i >= 0; i -= 2) {
			if (Arrays.equals(fields.get(i), name)) {
				return fields.get(i + 1);
			}
		}
		return null;
	}

	static List<RecordHeader> headers(List<byte[]> fields) {
		List<RecordHeader> headers = new ArrayList<>();
		for (int i = 0; i < fields.size(); i += 2) {
			byte[] name = fields.get(i);
			if (!Arrays.equals(name, KEY) && !Arrays.equals(name, VALUE)) {
				addHeader(headers, new String(name, StandardCharsets.UTF_8), fields.get(i + 1));
			}
		}
		return headers;
	}

	private static void addHeader(List<RecordHeader> headers, String field, byte[] value) {
		if (field.startsWith(HEADER)) {
			headers.add(new RecordHeader(field.substring(HEADER.length()), value));
		}
		else if (!field.startsWith(NULL_HEADER)) {
			headers.add(new RecordHeader(field, value));
		}
		else if (field.length() > NULL_HEADER.length()) {
			headers.add(new RecordHeader(field.substring(NULL_HEADER.length()), null));
		}
	}

	static int size(List<byte[]> fields) {
		return fields.stream().mapToInt((each) -> each.length).sum();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
