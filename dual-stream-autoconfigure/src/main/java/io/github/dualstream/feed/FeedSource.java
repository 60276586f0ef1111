package io.github.dualstream.feed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.HistoryPage;
import io.github.dualstream.transport.Notification;

/**
 * How far a feed has come with one of its sources. Only {@link #concerns} is for any
 * thread.
 */
final class FeedSource {

	/**
	 * A source has one partition, and moves only when a topic gets more of them: more
	 * than a few are made up.
	 */
	private static final int MAX_PARTITIONS = 16;

	private final Source source;

	private final String topic;

	private final Map<Integer, Long> reached = new HashMap<>(2);

	FeedSource(Source source, String topic) {
		this.source = source;
		this.topic = topic;
	}

	String channel(ChannelNaming naming) {
		return naming.channelOf(this.source);
	}

	/**
	 * Whether a notification is about this source. Channels can be shared, and whoever
	 * reaches the bus can write anything to them.
	 */
	boolean concerns(Notification notification) {
		return this.source.equals(notification.source()) && this.topic.equals(notification.position().topic());
	}

	/**
	 * Read the history before anything live.
	 */
	List<Notification> history(SourceHistory history, int limit) {
		HistoryPage page = history.page(this.source, null, limit);
		return page.events()
			.stream()
			.filter((stored) -> advanceTo(stored.position()))
			.map((stored) -> Notification.of(stored.event(), stored.position(), null))
			.toList();
	}

	/**
	 * Come as far as a position.
	 * @return whether it lies behind everything so far
	 */
	boolean advanceTo(Position position) {
		Long last = this.reached.get(position.partition());
		if ((last != null) ? position.offset() <= last : this.reached.size() >= MAX_PARTITIONS) {
			return false;
		}
		this.reached.put(position.partition(), position.offset());
		return true;
	}

}
