package io.github.dualstream.codec;

/**
 * Names of record headers. Those of CloudEvents attributes have the prefix of its Kafka
 * protocol binding.
 */
final class HeaderNames {

	static final String PREFIX = "ce_";

	static final String CONTENT_TYPE = "content-type";

	static final String TRACEPARENT = "traceparent";

	static final String TRACESTATE = "tracestate";

	private HeaderNames() {
	}

}
