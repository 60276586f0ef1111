package io.github.dualstream;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The trace that an event belongs to, in the form of the
 * <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> headers.
 *
 * @param traceparent version, trace id, parent span id and flags
 * @param tracestate data of the tracing systems involved, if any
 */
public record TraceContext(String traceparent, @Nullable String tracestate) {

	private static final Pattern TRACEPARENT = Pattern
		.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

	private static final Pattern TRACESTATE = Pattern.compile("[\\x20-\\x7e]{0,512}");

	/**
	 * Create the trace context.
	 * @throws RejectedException if one of the two is not of the W3C form
	 */
	public TraceContext {
		if (!TRACEPARENT.matcher(traceparent).matches()) {
			throw new RejectedException("traceContext", "has a traceparent that is not of the W3C form");
		}
		if (tracestate != null && !TRACESTATE.matcher(tracestate).matches()) {
			throw new RejectedException("traceContext",
					"has a tracestate that is longer than 512 characters or not printable ASCII");
		}
	}

	/**
	 * The trace's id.
	 * @return 32 hexadecimal digits
	 */
	public String traceId() {
		return this.traceparent.substring(3, 35);
	}

	/**
	 * The span's id.
	 * @return 16 hexadecimal digits
	 */
	public String spanId() {
		return this.traceparent.substring(36, 52);
	}

	/**
	 * Whether the trace is recorded.
	 * @return the flag of the traceparent
	 */
	public boolean isSampled() {
		return (Character.digit(this.traceparent.charAt(54), 16) & 1) == 1;
	}

}
