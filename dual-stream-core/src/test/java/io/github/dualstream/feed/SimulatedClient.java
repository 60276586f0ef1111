package io.github.dualstream.feed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.github.dualstream.Source;
import io.github.dualstream.harness.history.EntryKind;
import io.github.dualstream.harness.history.HistoryEntry;
import org.jspecify.annotations.Nullable;

/**
 * A client that comes, goes and comes back with its cursor, and writes down what it sees.
 */
final class SimulatedClient implements FeedListener {

	private final String name;

	private final Set<Source> sources;

	private final SteppedFeeds feeds;

	private final Consumer<HistoryEntry> history;

	private final Set<Source> following = new HashSet<>();

	private @Nullable Feed feed;

	private @Nullable String cursor;

	private int recent;

	SimulatedClient(String name, List<Source> sources, int recent, SteppedFeeds feeds, Consumer<HistoryEntry> history) {
		this.name = name;
		this.sources = Set.copyOf(sources);
		this.recent = recent;
		this.feeds = feeds;
		this.history = history;
	}

	void toggle() {
		Feed current = this.feed;
		if (current != null && isConnected()) {
			current.close();
			this.feed = null;
			if (this.cursor == null) {
				// it has no place to go on from, and starts as a new one
				forget();
			}
			return;
		}
		String held = this.cursor;
		this.feed = this.feeds.open((held != null) ? FeedRequest.resume(this.sources, held, this.recent)
				: FeedRequest.begin(this.sources, this.recent), this);
	}

	boolean isConnected() {
		return this.feed != null && this.feed.closed() == null;
	}

	void take(int max) {
		Feed current = this.feed;
		for (int i = 0; current != null && i < max; i++) {
			FeedMessage message = current.take();
			if (message == null) {
				return;
			}
			handle(message);
			StringBuilder text = new StringBuilder();
			if (current.appendCursor(text)) {
				this.cursor = text.toString();
			}
		}
	}

	private void handle(FeedMessage message) {
		if (message instanceof FeedMessage.Reset) {
			forget();
			this.cursor = null;
		}
		else if (message instanceof FeedEvent event) {
			Source source = event.event().source();
			if (this.following.add(source)) {
				add(EntryKind.FOLLOW, source, null, before(event));
			}
			add(EntryKind.DELIVERED, source, event.event().id(), event.position().toString());
		}
	}

	private void forget() {
		add(EntryKind.RESET, null, null, null);
		this.following.clear();
	}

	private static String before(FeedEvent event) {
		return event.position().topic() + ":" + event.position().partition() + ":" + (event.offset() - 1);
	}

	private void add(EntryKind kind, @Nullable Source source, @Nullable String event, @Nullable String position) {
		this.history.accept(new HistoryEntry(kind, this.name, 0, event, (source != null) ? source.toString() : null, 0,
				position, null, System.nanoTime(), 0));
	}

	@Override
	public void onChange(Feed changed) {
	}

}
