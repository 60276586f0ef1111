package io.github.dualstream.feed.web;

import java.util.List;

import io.github.dualstream.RejectedException;
import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Request of a client through its socket: to subscribe, or to unsubscribe.
 *
 * @param subscribe sources to subscribe to, as {@code type:id}
 * @param unsubscribe sources to unsubscribe from
 * @param after cursor to resume after
 * @param history number of recent events of each source to begin with
 * @param content {@code full} for full events, {@code light} for ids and positions
 */
record SocketRequest(@Nullable List<@Nullable String> subscribe, @Nullable List<@Nullable String> unsubscribe,
		@Nullable String after, @Nullable Integer history, @Nullable String content) {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	/**
	 * Read a request.
	 * @param text text of the client's message
	 * @return the request; {@code null} if the text is not a request
	 */
	static @Nullable SocketRequest parse(String text) {
		try {
			SocketRequest request = MAPPER.readValue(text, SocketRequest.class);
			boolean one = request != null && (request.subscribe == null) != (request.unsubscribe == null);
			return one ? request : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	List<Source> sourcesToSubscribe() {
		return sources("subscribe", this.subscribe);
	}

	List<Source> sourcesToUnsubscribe() {
		return sources("unsubscribe", this.unsubscribe);
	}

	private static List<Source> sources(String parameter, @Nullable List<@Nullable String> texts) {
		if (texts == null || texts.isEmpty()) {
			throw new InvalidParameterException(parameter, "names no source", null);
		}
		return texts.stream().map((text) -> source(parameter, text)).distinct().toList();
	}

	private static Source source(String parameter, @Nullable String text) {
		if (text == null) {
			throw new InvalidParameterException(parameter, "has a source that is null", null);
		}
		try {
			return Source.parse(text);
		}
		catch (RejectedException ex) {
			throw new InvalidParameterException(parameter,
					"has something that is not a source type:id: " + ex.getMessage(), ex);
		}
	}

	int history(int max, int defaultValue) {
		int number = (this.history != null) ? this.history : defaultValue;
		if (number < 0 || number > max) {
			throw new InvalidParameterException("history", "is not a number from 0 to " + max, null);
		}
		return number;
	}

	boolean isFull() {
		if (this.content == null || this.content.equals("light")) {
			return false;
		}
		if (!this.content.equals("full")) {
			throw new InvalidParameterException("content", "is neither light nor full", null);
		}
		return true;
	}

}
