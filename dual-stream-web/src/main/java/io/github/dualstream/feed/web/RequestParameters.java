package io.github.dualstream.feed.web;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.RejectedException;
import io.github.dualstream.Source;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a request, as they were sent: Spring's own binding would split a source
 * id at its commas.
 */
final class RequestParameters {

	private final HttpServletRequest request;

	/**
	 * Read the parameters.
	 * @throws InvalidParameterException if they are not valid query encoding; each web
	 * server has an exception of its own for that
	 */
	RequestParameters(HttpServletRequest request) {
		this.request = request;
		try {
			request.getParameterMap();
		}
		catch (RuntimeException ex) {
			throw new InvalidParameterException("query", "is not percent-encoded UTF-8", ex);
		}
	}

	Source source() {
		return parseSource(required("source", single("source")));
	}

	List<Source> sources(int max) {
		String[] texts = required("source", this.request.getParameterValues("source"));
		if (texts.length > max) {
			throw invalid("source", "is given " + texts.length + " times; at most " + max + " are allowed", null);
		}
		return Arrays.stream(texts).map(RequestParameters::parseSource).distinct().toList();
	}

	/**
	 * Cursor of the client, from the header that its browser sends on reconnecting, or
	 * from the query parameter. A duplicate header counts as none.
	 */
	@Nullable String lastEventId() {
		List<String> headers = Collections.list(this.request.getHeaders("Last-Event-ID"));
		if (!headers.isEmpty()) {
			return (headers.size() == 1) ? headers.get(0) : "";
		}
		String[] values = this.request.getParameterValues("lastEventId");
		return (values == null) ? null : (values.length == 1) ? values[0] : "";
	}

	/**
	 * Whether a parameter has the second of two values, the first of which is the
	 * default.
	 */
	boolean isSecond(String name, String first, String second) {
		String text = single(name);
		if (text == null || text.equals(first)) {
			return false;
		}
		if (!text.equals(second)) {
			throw invalid(name, "is neither " + first + " nor " + second, null);
		}
		return true;
	}

	@Nullable Position position(String name, ClientCursors cursors) {
		String text = single(name);
		try {
			return (text != null) ? cursors.position(text) : null;
		}
		catch (IllegalArgumentException ex) {
			throw invalid(name, "is not a cursor; use one from a response, unchanged", ex);
		}
	}

	int number(String name, int min, int max, int defaultValue) {
		String text = single(name);
		if (text == null) {
			return defaultValue;
		}
		try {
			int number = Integer.parseInt(text);
			if (number >= min && number <= max) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			throw invalid(name, "is not a number from " + min + " to " + max, ex);
		}
		throw invalid(name, "is not a number from " + min + " to " + max, null);
	}

	private @Nullable String single(String name) {
		String[] values = this.request.getParameterValues(name);
		if (values != null && values.length > 1) {
			throw invalid(name, "is given " + values.length + " times; once is allowed", null);
		}
		return (values != null) ? values[0] : null;
	}

	private static <T> T required(String name, @Nullable T value) {
		if (value == null) {
			throw invalid(name, "is missing", null);
		}
		return value;
	}

	private static Source parseSource(String text) {
		try {
			return Source.parse(text);
		}
		catch (RejectedException ex) {
			throw invalid("source", "is not a source type:id: " + ex.getMessage(), ex);
		}
	}

	private static InvalidParameterException invalid(String name, String problem, @Nullable Throwable cause) {
		return new InvalidParameterException(name, problem, cause);
	}

}
