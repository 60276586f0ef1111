package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A client that takes messages when the test says so, and remembers them.
 */
final class RecordingClient implements FeedListener {

	private final List<FeedMessage> messages = new ArrayList<>();

	private @Nullable String cursor;

	private int changes;

	@Override
	public synchronized void onChange(Feed feed) {
		this.changes++;
	}

	/** Take up to a number of messages. */
	synchronized RecordingClient take(Feed feed, int max) {
		for (int i = 0; i < max; i++) {
			FeedMessage message = feed.take();
			if (message == null) {
				return this;
			}
			this.messages.add(message);
			StringBuilder text = new StringBuilder();
			if (feed.appendCursor(text)) {
				this.cursor = text.toString();
			}
		}
		return this;
	}

	RecordingClient takeAll(Feed feed) {
		return take(feed, Integer.MAX_VALUE);
	}

	synchronized int changes() {
		return this.changes;
	}

	synchronized @Nullable String cursor() {
		return this.cursor;
	}

	synchronized List<FeedMessage> messages() {
		return List.copyOf(this.messages);
	}

	List<String> ids() {
		return messages().stream()
			.filter(FeedEvent.class::isInstance)
			.map((message) -> ((FeedEvent) message).event().id())
			.toList();
	}

	List<ResetReason> resets() {
		return messages().stream()
			.filter(FeedMessage.Reset.class::isInstance)
			.map((message) -> ((FeedMessage.Reset) message).reason())
			.toList();
	}

	/** What came, in short: ids of events, and the names of the other messages. */
	List<String> course() {
		return messages().stream()
			.filter((message) -> !(message instanceof FeedMessage.Moved))
			.map((message) -> (message instanceof FeedEvent event) ? event.event().id()
					: message.getClass().getSimpleName())
			.toList();
	}

	boolean isLive() {
		return messages().stream().anyMatch(FeedMessage.Live.class::isInstance);
	}

}
