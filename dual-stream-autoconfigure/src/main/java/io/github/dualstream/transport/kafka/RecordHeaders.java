package io.github.dualstream.transport.kafka;

import java.nio.charset.StandardCharsets;

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
		return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8) : null;
	}

}
