package io.github.dualstream.feed.web;

import java.util.Arrays;
import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.RejectedException;
import io.github.dualstream.Source;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, as they were sent: Spring's own binding would split a
 * source id at its commas.
 */
final class RequestParameters {

	private final HttpServletRequest request;

	RequestParameters(HttpServletRequest request) {
		this.request = request;
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

	@Nullable Position position(String name) {
		String text = single(name);
		try {
			return (text != null) ? Position.parse(text) : null;
		}
		catch (IllegalArgumentException ex) {
			throw invalid(name, "is not a cursor; use one that an answer gave, unchanged", ex);
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
