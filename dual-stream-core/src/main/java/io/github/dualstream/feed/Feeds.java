package io.github.dualstream.feed;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.dualstream.Source;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.TopicRouting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registry that opens feeds and knows the open ones. Thread-safe.
 * <p>
 * A feed delivers each event of its sources once from its beginning on, those of one
 * source in the order of the log; or it sends the client a reset with the reason.
 * Notifications of the bus only say that there is something new; the events, including
 * those without a notification, are read from the log: by one thread for live events and
 * one for events that clients missed, whatever the number of clients. Both are started
 * for the first client.
 */
public final class Feeds implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Feeds.class);

	private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(10);

	private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final long MAX_WAIT_MILLIS = 500;

	private final LogReaders readers;

	private final TopicRouting routing;

	private final @Nullable NotificationBus bus;

	private final @Nullable ChannelNaming channels;

	private final FeedSettings settings;

	private final FeedStatistics statistics;

	private final BufferBudget budget;

	private final Threads supervision;

	private final Set<Feed> open = ConcurrentHashMap.newKeySet();

	/** Feeds of the application itself, which count as no clients. */
	private final Set<Feed> watches = ConcurrentHashMap.newKeySet();

	private volatile boolean stopped;

	private @Nullable FeedEngine engine;

	private List<FeedThread> threads = List.of();

	/**
	 * Create the feeds.
	 * @param readers readers of the log
	 * @param routing topics of source types
	 * @param bus bus of the notifications; without it, the log is only read periodically
	 * @param channels naming of the channels, as for publishers; required with the bus
	 * @param settings settings of the feeds
	 * @param statistics statistics to update
	 * @param threads threads of the application
	 */
	public Feeds(LogReaders readers, TopicRouting routing, @Nullable NotificationBus bus,
			@Nullable ChannelNaming channels, FeedSettings settings, FeedStatistics statistics, Threads threads) {
		this.readers = readers;
		this.routing = routing;
		this.bus = bus;
		this.channels = channels;
		this.settings = settings;
		this.statistics = statistics;
		this.budget = new BufferBudget(settings.maxBufferedSize());
		this.supervision = threads;
	}

	/**
	 * Open a feed. Waits until its beginning is known, so that events published after the
	 * call are delivered; the history follows. After {@link #stop()}, a new feed ends at
	 * once.
	 * @param request the client's request
	 * @param listener the client; may be called before this returns
	 * @return the feed, to be closed when the client leaves
	 * @throws LogUnavailableException if the log did not answer in time
	 */
	public Feed open(FeedRequest request, FeedListener listener) {
		Feed feed = create(request, listener, this::closed);
		this.open.add(feed);
		begin(feed, OPEN_TIMEOUT);
		return feed;
	}

	/**
	 * Watch a source for events that are about to be published, such as through the
	 * outbox, whichever instance sends them. Waits until the watch has begun.
	 * @param source source of the events
	 * @param timeout maximum time to wait; if the log does not answer in it, the watch
	 * finds nothing
	 * @return the watch, to be closed after use
	 */
	public SourceWatch watch(Source source, Duration timeout) {
		Semaphore changes = new Semaphore(0);
		Feed feed = create(FeedRequest.begin(List.of(source), 0), (changed) -> changes.release(), this::unwatched);
		this.watches.add(feed);
		try {
			begin(feed, timeout);
		}
		catch (LogUnavailableException ex) {
			// what is about to be published need not fail, as it may go to the outbox
			logger.debug("Events of source {} are not watched", source, ex);
		}
		return new SourceWatch(feed, changes);
	}

	private Feed create(FeedRequest request, FeedListener listener, Consumer<Feed> onClose) {
		return new Feed(request, listener, new ClientBuffer(this.settings, this.budget), onClose, this::roomIn);
	}

	private void begin(Feed feed, Duration timeout) {
		if (this.stopped) {
			feed.close(CloseReason.SHUTDOWN);
			return;
		}
		Opening opening = Opening.first(feed);
		engine().open(opening);
		try {
			opening.done().orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS).join();
		}
		catch (CompletionException ex) {
			feed.close();
			throw new LogUnavailableException("Failed to open the feed: " + ex.getCause(), ex);
		}
	}

	private void closed(Feed feed) {
		this.open.remove(feed);
		CloseReason reason = feed.closed();
		if (reason != null) {
			this.statistics.countClose(reason);
		}
		remove(feed);
	}

	private void unwatched(Feed feed) {
		this.watches.remove(feed);
		remove(feed);
	}

	private void remove(Feed feed) {
		FeedEngine current = currentEngine();
		if (current != null) {
			current.remove(feed);
		}
	}

	private void roomIn(Feed feed) {
		FeedEngine current = currentEngine();
		if (current != null) {
			current.roomIn(feed);
		}
	}

	private synchronized @Nullable FeedEngine currentEngine() {
		return this.engine;
	}

	private synchronized FeedEngine engine() {
		FeedEngine current = this.engine;
		if (current == null) {
			current = new FeedEngine(this.readers, (source) -> this.routing.topicOf(source.type()), this.bus,
					this.channels, this.settings, this.statistics);
			FeedEngine started = current;
			CatchUp catchUp = current.catchUp();
			this.threads = List.of(
					new FeedThread(this.supervision, "dual-stream-feed-tail", () -> started.step(MAX_WAIT_NANOS),
							started)
						.start(),
					new FeedThread(this.supervision, "dual-stream-feed-catch-up", () -> catchUp.step(MAX_WAIT_MILLIS),
							catchUp)
						.start());
			this.engine = current;
		}
		return current;
	}

	/**
	 * Send a heartbeat to every client. Does not wait for them.
	 */
	public void heartbeat() {
		FeedEngine current = currentEngine();
		if (current != null) {
			current.heartbeat();
		}
	}

	/**
	 * List the open feeds.
	 * @return a live view of the feeds
	 */
	public Set<Feed> all() {
		return Set.copyOf(this.open);
	}

	/**
	 * Number of open feeds.
	 * @return the number, from 0
	 */
	public int size() {
		return this.open.size();
	}

	/**
	 * Number of bytes that wait for clients. An event that waits for several clients
	 * counts once.
	 * @return the number, from 0
	 */
	public long bufferedBytes() {
		return this.budget.used();
	}

	/**
	 * Number of partitions of the log that are watched for them.
	 * @return the number, from 0
	 */
	public int watchedPartitions() {
		FeedEngine current = currentEngine();
		return (current != null) ? current.watchedPartitions() : 0;
	}

	/**
	 * Number of subscribed channels of the bus. A channel is kept for some seconds after
	 * its last client has left.
	 * @return the number, from 0
	 */
	public int channels() {
		FeedEngine current = currentEngine();
		return (current != null) ? current.channels() : 0;
	}

	/**
	 * End all feeds and open no new ones. Does not wait for the clients.
	 */
	public void stop() {
		this.stopped = true;
		this.open.forEach((feed) -> feed.close(CloseReason.SHUTDOWN));
		this.watches.forEach((feed) -> feed.close(CloseReason.SHUTDOWN));
	}

	/**
	 * Allow new feeds again after {@link #stop()}; feeds are allowed initially.
	 */
	public void start() {
		this.stopped = false;
	}

	/**
	 * End all feeds for good, and the threads. Does not wait for them.
	 */
	@Override
	public void close() {
		stop();
		synchronized (this) {
			this.threads.forEach(FeedThread::close);
		}
	}

}
