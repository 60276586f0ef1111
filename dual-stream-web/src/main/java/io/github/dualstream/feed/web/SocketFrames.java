package io.github.dualstream.feed.web;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Function;

import io.github.dualstream.Source;
import io.github.dualstream.feed.Feed;
import io.github.dualstream.feed.FeedEvent;
import io.github.dualstream.feed.FeedMessage;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ProblemDetail;

/**
 * Encoder of WebSocket frames: the content of server-sent events as one JSON object. A
 * cursor has no characters that JSON escapes. Shared by all sockets, so that an event is
 * encoded once for all of them. Thread-safe.
 */
final class SocketFrames {

	private final ClientCursors cursors;

	private final Function<StoredEvent, byte[]> light;

	private final Function<StoredEvent, byte[]> full;

	SocketFrames(ClientCursors cursors) {
		FeedJson json = new FeedJson(cursors);
		this.cursors = cursors;
		this.light = json::light;
		this.full = json::full;
	}

	/**
	 * Frame of a message.
	 * @param subscription number of the subscription
	 * @param feed feed that the message was taken from
	 * @param message the message
	 * @param whole whether the client receives full events
	 */
	String of(int subscription, Feed feed, FeedMessage message, boolean whole) {
		String cursor = this.cursors.of(feed);
		if (message instanceof FeedEvent event) {
			byte[] json = event.encoded(whole ? this.full : this.light);
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

	/** Heartbeat of a connection without a subscription. */
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
