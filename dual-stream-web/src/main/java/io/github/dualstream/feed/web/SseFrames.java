package io.github.dualstream.feed.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.function.Function;

import io.github.dualstream.feed.Feed;
import io.github.dualstream.feed.FeedEvent;
import io.github.dualstream.feed.FeedMessage;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * Encoder of a feed's messages as server-sent events. Parts that are the same for all
 * clients are encoded once for all of them. For one thread at a time.
 */
final class SseFrames {

	private static final int TYPICAL_BYTES = 512;

	private static final byte[] HEARTBEAT = bytes(":heartbeat\n");

	private static final byte[] LIVE = bytes("event:live\ndata:{}\n");

	private final Feed feed;

	private final StreamOptions options;

	private final ClientCursors cursors;

	private final Function<StoredEvent, byte[]> encoding;

	SseFrames(Feed feed, StreamOptions options, Encodings encodings) {
		this.feed = feed;
		this.options = options;
		this.cursors = encodings.cursors;
		this.encoding = options.full() ? encodings.full : encodings.light;
	}

	/**
	 * Encode the messages that wait. Large parts that are the same for all clients are
	 * not copied.
	 * @param maxBytes maximum number of bytes before the last message
	 * @param chunks queue that receives the bytes; nothing is added if no message waits
	 */
	void take(int maxBytes, Queue<byte[]> chunks) {
		FeedMessage message = next();
		if (message == null) {
			return;
		}
		ByteArrayOutputStream frames = new ByteArrayOutputStream(TYPICAL_BYTES);
		while (message != null) {
			frames.writeBytes(cursor());
			byte[] body = body(message);
			if (body.length <= maxBytes) {
				frames.writeBytes(body);
			}
			else {
				chunks.add(frames.toByteArray());
				chunks.add(body);
				frames.reset();
			}
			frames.write('\n');
			message = (body.length <= maxBytes && frames.size() < maxBytes) ? next() : null;
		}
		chunks.add(frames.toByteArray());
	}

	private @Nullable FeedMessage next() {
		FeedMessage message = this.feed.take();
		while (message != null && !isTold(message)) {
			message = this.feed.take();
		}
		return message;
	}

	private boolean isTold(FeedMessage message) {
		return !(message instanceof FeedMessage.Moved)
				&& (!(message instanceof FeedMessage.Live) || this.options.live());
	}

	private byte[] cursor() {
		String cursor = this.cursors.of(this.feed);
		return (cursor != null) ? bytes("id:" + cursor + "\n") : new byte[0];
	}

	private byte[] body(FeedMessage message) {
		if (message instanceof FeedEvent event) {
			return event.encoded(this.encoding);
		}
		if (message instanceof FeedMessage.Reset reset) {
			return bytes("event:reset\ndata:{\"reason\":\"" + reset.reason().text() + "\"}\n");
		}
		return (message instanceof FeedMessage.Live) ? LIVE : HEARTBEAT;
	}

	/**
	 * Encode an event. The data is as its publisher wrote it; line breaks between its
	 * tokens are replaced by spaces.
	 */
	private static byte[] event(byte[] json) {
		ByteArrayOutputStream frame = new ByteArrayOutputStream(json.length + 32);
		frame.writeBytes(bytes("event:event\ndata:"));
		for (byte b : json) {
			frame.write((b == '\n' || b == '\r') ? ' ' : b);
		}
		frame.write('\n');
		return frame.toByteArray();
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Encodings of events. Shared by all streams, so that an event is encoded once for
	 * all of them.
	 */
	static final class Encodings {

		private final ClientCursors cursors;

		private final Function<StoredEvent, byte[]> light;

		private final Function<StoredEvent, byte[]> full;

		Encodings(ClientCursors cursors) {
			FeedJson json = new FeedJson(cursors);
			this.cursors = cursors;
			this.light = (stored) -> event(json.light(stored));
			this.full = (stored) -> event(json.full(stored));
		}

	}

}
