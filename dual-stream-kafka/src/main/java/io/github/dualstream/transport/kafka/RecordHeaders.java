package io.github.dualstream.transport.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import io.github.dualstream.RejectedException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Names of record headers. Those of CloudEvents attributes have the prefix of its Kafka
 * protocol binding.
 */
final class RecordHeaders {

	static final String PREFIX = "ce_";

	static final String CONTENT_TYPE = "content-type";

	static final String TRACEPARENT = "traceparent";

	static final String TRACESTATE = "tracestate";

	private RecordHeaders() {
	}

	static @Nullable String text(Headers headers, String name) {
		Header header = headers.lastHeader(name);
		return (header != null && header.value() != null) ? utf8(name, header.value()) : null;
	}

	/** Decode strictly, since a replaced character could turn an id into another one. */
	static String utf8(String name, byte[] value) {
		String text = new String(value, StandardCharsets.UTF_8);
		// what is not UTF-8 turns into this character, which may be there by right as
		// well
		return (text.indexOf('\uFFFD') < 0) ? text : decode(name, value);
	}

	private static String decode(String name, byte[] value) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new RejectedException(name, "is not UTF-8", ex);
		}
	}

}
