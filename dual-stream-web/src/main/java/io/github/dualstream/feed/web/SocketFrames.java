package io.github.dualstream.feed.web;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Function;

import io.github.dualstream.Source;
import io.github.dualstream.feed.FeedEvent;
import io.github.dualstream.feed.FeedMessage;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ProblemDetail;

/**
 * Writes the frames of sockets: what server-sent events say in lines, as one JSON object.
 * A cursor has no character that JSON would escape.
 */
final class SocketFrames {

	private static final Function<StoredEvent, byte[]> LIGHT = FeedJson::light;

	private static final Function<StoredEvent, byte[]> FULL = FeedJson::full;

	private SocketFrames() {
	}

	static String of(int subscription, @Nullable String cursor, FeedMessage message, boolean full) {
		if (message instanceof FeedEvent event) {
			byte[] json = event.encoded(full ? FULL : LIGHT);
			return frame("event", subscription, cursor, new String(json, StandardCharsets.UTF_8));
		}
		if (message instanceof FeedMessage.Reset reset) {
			return reset(subscription, cursor, reset.reason().text());
		}
		return frame((message instanceof FeedMessage.Live) ? "live" : "heartbeat", subscription, cursor, "{}");
	}

	static String reset(int subscription, @Nullable String cursor, String reason) {
		return frame("reset", subscription, cursor, "{\"reason\":\"" + reason + "\"}");
	}

	static String subscribed(int subscription, Collection<Source> sources) {
		return frame("subscribed", subscription, null, FeedJson.sources(sources));
	}

	static String unsubscribed(Collection<Source> sources) {
		return "{\"event\":\"unsubscribed\",\"data\":" + FeedJson.sources(sources) + "}";
	}

	/** Of a connection without a subscription. */
	static String heartbeat() {
		return "{\"event\":\"heartbeat\",\"data\":{}}";
	}

	static String problem(ProblemDetail problem) {
		return "{\"event\":\"problem\",\"data\":" + new String(FeedJson.problem(problem), StandardCharsets.UTF_8) + "}";
	}

	private static String frame(String event, int subscription, @Nullable String cursor, String data) {
		StringBuilder frame = new StringBuilder(data.length() + 128).append("{\"event\":\"")
			.append(event)
			.append("\",\"subscription\":")
			.append(subscription);
		if (cursor != null) {
			frame.append(",\"id\":\"").append(cursor).append('"');
		}
		return frame.append(",\"data\":").append(data).append('}').toString();
	}

}
