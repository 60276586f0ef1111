package io.github.dualstream.transport.nats;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Format of a record as a message. The key is the last token of its subject, the value
 * the payload, and headers are headers, so that other applications can read and write
 * them. What NATS cannot carry is in headers that begin with {@value #PREFIX}: the order
 * of headers, headers of equal names and of any bytes, a value that is {@code null}, and
 * keys that are too long for a subject.
 */
final class RecordFormat {

	static final String PREFIX = "Dual-Stream-";

	/** Names of headers in their order, each by its place in the sorted names. */
	private static final String ORDER = PREFIX + "Order";

	/** All headers, in Base64. */
	private static final String HEADERS = PREFIX + "Headers";

	private static final String NULL_VALUE = PREFIX + "Null";

	private static final String LONG_KEY = PREFIX + "Key";

	/** Token of a record without a key, or of one whose key is in a header. */
	private static final String NO_TOKEN = "~";

	/** NATS limits a line of its protocol to 4 KB. */
	private static final int MAX_TOKEN = 2_000;

	private static final String SERVER_PREFIX = "Nats-";

	private static final String MESSAGE_ID = SERVER_PREFIX + "Msg-Id";

	/** Header that tells that a record is an event. */
	private static final String EVENT_ID = "ce_id";

	/** They differ between two attempts to publish one event. */
	private static final Set<String> TRACE_HEADERS = Set.of("ce_traceparent", "ce_tracestate", "traceparent",
			"tracestate");

	private RecordFormat() {
	}

	static String subjectOf(String topic, int partition, @Nullable RecordKey key) {
		String token = (key != null) ? SubjectToken.of(key.bytes()) : NO_TOKEN;
		if (token.length() > MAX_TOKEN) {
			token = NO_TOKEN + digest(key, null);
		}
		return TopicStream.nameOf(topic) + "." + partition + "." + token;
	}

	static @Nullable RecordKey keyOf(String subject, @Nullable Headers headers) {
		String longKey = first(headers, LONG_KEY);
		if (longKey != null) {
			return RecordKey.of(Base64.getDecoder().decode(longKey));
		}
		int topic = subject.indexOf('.');
		int partition = subject.indexOf('.', topic + 1);
		String token = subject.substring(partition + 1);
		return token.equals(NO_TOKEN) ? null : RecordKey.of(SubjectToken.decode(token));
	}

	static int partitionOf(String subject) {
		int topic = subject.indexOf('.');
		return Integer.parseInt(subject.substring(topic + 1, subject.indexOf('.', topic + 1)));
	}

	/**
	 * Write the headers of a record, with what else NATS cannot carry. A record that is
	 * an event has a message id: within the window of the stream, the server ignores the
	 * same one when it is sent again.
	 */
	static @Nullable Headers headersOf(NewRecord record) {
		Headers headers = new Headers();
		writeHeaders(record.headers(), headers);
		if (record.value() == null) {
			headers.add(NULL_VALUE, "true");
		}
		RecordKey key = record.key();
		if (key != null && isLong(key)) {
			headers.add(LONG_KEY, Base64.getEncoder().encodeToString(key.bytes()));
		}
		if (isEvent(record)) {
			headers.add(MESSAGE_ID, digest(key, record));
		}
		return headers.isEmpty() ? null : headers;
	}

	/** Whether its token is too long; no byte takes more than three letters. */
	private static boolean isLong(RecordKey key) {
		return key.bytes().length * 3 > MAX_TOKEN && SubjectToken.of(key.bytes()).length() > MAX_TOKEN;
	}

	private static boolean isEvent(NewRecord record) {
		for (RecordHeader header : record.headers()) {
			if (header.name().equals(EVENT_ID)) {
				return true;
			}
		}
		return false;
	}

	private static void writeHeaders(List<RecordHeader> all, Headers headers) {
		String[] sorted = new String[all.size()];
		String[] texts = new String[all.size()];
		boolean complete = true;
		for (int i = 0; i < sorted.length; i++) {
			sorted[i] = all.get(i).name();
			texts[i] = plainText(all.get(i));
			complete &= texts[i] != null;
		}
		Arrays.sort(sorted);
		for (int i = 1; i < sorted.length; i++) {
			complete &= !sorted[i].equals(sorted[i - 1]);
		}
		if (!complete) {
			headers.add(HEADERS, Base64.getEncoder().encodeToString(bytesOf(all)));
		}
		for (int i = 0; i < sorted.length; i++) {
			if (texts[i] != null && !headers.containsKey(all.get(i).name())) {
				headers.add(all.get(i).name(), texts[i]);
			}
		}
		if (complete) {
			writeOrder(all, sorted, headers);
		}
	}

	private static void writeOrder(List<RecordHeader> all, String[] sorted, Headers headers) {
		StringBuilder order = new StringBuilder(3 * sorted.length);
		boolean isSorted = true;
		for (int i = 0; i < sorted.length; i++) {
			int place = Arrays.binarySearch(sorted, all.get(i).name());
			isSorted &= place == i;
			order.append((i > 0) ? " " : "").append(place);
		}
		if (!isSorted) {
			headers.add(ORDER, order.toString());
		}
	}

	/** Text of a header that NATS can carry. */
	private static @Nullable String plainText(RecordHeader header) {
		byte[] value = header.value();
		String name = header.name();
		if (value == null || value.length == 0 || value[0] == ' ' || value[value.length - 1] == ' ' || name.isEmpty()
				|| name.startsWith(PREFIX) || name.startsWith(SERVER_PREFIX)) {
			return null;
		}
		for (int i = 0; i < name.length(); i++) {
			char letter = name.charAt(i);
			if (letter <= ' ' || letter >= 0x7f || letter == ':') {
				return null;
			}
		}
		for (byte octet : value) {
			if (octet < ' ' || octet == 0x7f) {
				return null;
			}
		}
		return new String(value, StandardCharsets.US_ASCII);
	}

	private static byte[] bytesOf(List<RecordHeader> headers) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream output = new DataOutputStream(bytes)) {
			output.writeInt(headers.size());
			for (RecordHeader header : headers) {
				output.writeUTF(header.name());
				byte[] value = header.value();
				output.writeInt((value != null) ? value.length : -1);
				if (value != null) {
					output.write(value);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/** Read the headers; those of another application are in the order of their names. */
	static List<RecordHeader> headersOf(@Nullable Headers headers) {
		if (headers == null) {
			return List.of();
		}
		String all = first(headers, HEADERS);
		if (all != null) {
			return headersOf(Base64.getDecoder().decode(all));
		}
		List<RecordHeader> sorted = new ArrayList<>();
		for (String name : new TreeSet<>(headers.keySet())) {
			List<String> values = headers.get(name);
			if (values != null && !name.startsWith(PREFIX) && !name.startsWith(SERVER_PREFIX)) {
				values.forEach((value) -> sorted.add(RecordHeader.of(name, value)));
			}
		}
		String order = first(headers, ORDER);
		return (order != null) ? ordered(sorted, order) : sorted;
	}

	private static List<RecordHeader> ordered(List<RecordHeader> sorted, String order) {
		List<RecordHeader> ordered = new ArrayList<>(sorted.size());
		int start = 0;
		while (start < order.length()) {
			int end = order.indexOf(' ', start);
			end = (end < 0) ? order.length() : end;
			int place = Integer.parseInt(order.substring(start, end));
			if (place < sorted.size()) {
				ordered.add(sorted.get(place));
			}
			start = end + 1;
		}
		// another number: another application has changed them
		return (ordered.size() == sorted.size()) ? ordered : sorted;
	}

	private static List<RecordHeader> headersOf(byte[] bytes) {
		try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes))) {
			int size = input.readInt();
			List<RecordHeader> headers = new ArrayList<>();
			for (int i = 0; i < size; i++) {
				String name = input.readUTF();
				int length = input.readInt();
				headers.add(new RecordHeader(name, (length < 0) ? null : input.readNBytes(length)));
			}
			return headers;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The header " + HEADERS + " is damaged", ex);
		}
	}

	static byte @Nullable [] valueOf(byte[] payload, @Nullable Headers headers) {
		return (first(headers, NULL_VALUE) != null) ? null : payload;
	}

	private static @Nullable String first(@Nullable Headers headers, String name) {
		return (headers != null) ? headers.getFirst(name) : null;
	}

	/** Digest of a key, or of all of a record that is the same in a repetition. */
	private static String digest(@Nullable RecordKey key, @Nullable NewRecord record) {
		MessageDigest digest = sha256();
		update(digest, (key != null) ? key.bytes() : null);
		if (record != null) {
			for (RecordHeader header : record.headers()) {
				if (!TRACE_HEADERS.contains(header.name())) {
					update(digest, header.name().getBytes(StandardCharsets.UTF_8));
					update(digest, header.value());
				}
			}
			update(digest, record.value());
		}
		return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
	}

	/** With the length, so that the parts of a record cannot be mistaken for others. */
	private static void update(MessageDigest digest, byte @Nullable [] part) {
		digest.update(ByteBuffer.allocate(Integer.BYTES).putInt((part != null) ? part.length : -1).array());
		if (part != null) {
			digest.update(part);
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

}
