package io.github.dualstream.feed;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.github.dualstream.Source;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;

/**
 * Opens feeds and knows those that are open. Thread-safe.
 * <p>
 * A feed delivers each event of its sources once, and those of one source in the order of
 * the log, as far as their notifications arrive. It is as good as the bus: an event whose
 * notification was lost, or was overtaken by a later one of the same source and came
 * alone, is not delivered live, and a forged notification is. Resuming where a client
 * left, and repairing such gaps from the log, is not part of it yet.
 */
public final class Feeds {

	private final SourceHistory history;

	private final NotificationBus bus;

	private final ChannelNaming channels;

	private final Executor executor;

	private final int bufferCapacity;

	private final Set<Feed> open = ConcurrentHashMap.newKeySet();

	private volatile boolean stopped;

	/**
	 * Create the feeds.
	 * @param history where feeds begin
	 * @param bus what they hear
	 * @param channels names the channel of a source, as the publishers do
	 * @param executor runs the listeners; one that hangs keeps a thread
	 * @param bufferCapacity how many notifications can wait for one client, from 1
	 */
	public Feeds(SourceHistory history, NotificationBus bus, ChannelNaming channels, Executor executor,
			int bufferCapacity) {
		this.history = history;
		this.bus = bus;
		this.channels = channels;
		this.executor = executor;
		this.bufferCapacity = bufferCapacity;
	}

	/**
	 * Open a feed. Reads the first source's history before it returns, so that a log that
	 * cannot be read is an error of this call; the others' are read by the executor. Of
	 * feeds that were stopped it opens none: such a feed ends at once.
	 * @param sources at least one; one given twice counts once
	 * @param recent how many events of each source to begin with, from 0
	 * @param listener the client; called by the executor only, from now on
	 * @return the feed, to be closed when the client leaves
	 * @throws io.github.dualstream.transport.LogUnavailableException if the log did not
	 * answer in time
	 */
	public Feed open(Collection<Source> sources, int recent, FeedListener listener) {
		Feed feed = new Feed(listener, this.bufferCapacity, this.executor, this.open::remove);
		this.open.add(feed);
		if (this.stopped) {
			feed.close(CloseReason.SHUTDOWN);
		}
		try {
			List<FeedSource> distinct = sources.stream().distinct().map(this::feedSource).toList();
			distinct.forEach((source) -> attach(feed, source));
			if (recent > 0) {
				addHistory(feed, distinct, recent);
			}
		}
		catch (RuntimeException ex) {
			feed.close();
			throw ex;
		}
		feed.start();
		return feed;
	}

	private FeedSource feedSource(Source source) {
		return new FeedSource(source, this.history.topicOf(source));
	}

	private void attach(Feed feed, FeedSource source) {
		feed.addSubscription(
				this.bus.subscribe(source.channel(this.channels), (notification) -> feed.hear(source, notification)));
	}

	private void addHistory(Feed feed, List<FeedSource> sources, int recent) {
		List<Notification> first = sources.get(0).history(this.history, recent);
		feed.addHistory(() -> first);
		sources.stream().skip(1).forEach((source) -> feed.addHistory(() -> source.history(this.history, recent)));
	}

	/**
	 * Have every listener called for a sign of life. Does not wait for them.
	 */
	public void heartbeat() {
		this.open.forEach(Feed::heartbeat);
	}

	/**
	 * How many feeds are open.
	 * @return the number, from 0
	 */
	public int size() {
		return this.open.size();
	}

	/**
	 * End all feeds and open none from now on. Does not wait for the listeners.
	 */
	public void stop() {
		this.stopped = true;
		this.open.forEach((feed) -> feed.close(CloseReason.SHUTDOWN));
	}

	/**
	 * Open feeds again after {@link #stop()}; new feeds are started already.
	 */
	public void start() {
		this.stopped = false;
	}

}
