package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.github.dualstream.Source;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.NotificationListener;
import org.jspecify.annotations.Nullable;

/**
 * Event loop of the tail's thread. {@link #step} is for that thread; the rest is
 * thread-safe.
 */
final class FeedLoop implements PlaceKeeper, NotificationListener, AutoCloseable {

	private static final long LAYOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();

	private final FeedSettings settings;

	private final LogReader reader;

	private final Tail tail;

	private final @Nullable Channels channels;

	private final Beginnings beginnings;

	private final FeedRegistry registry;

	private final CatchUp catchUp;

	private List<Opening> openings = new ArrayList<>();

	private long nextTick = System.nanoTime();

	private long nextReconcile = System.nanoTime();

	private long nextLayout = System.nanoTime() + LAYOUT_NANOS;

	FeedLoop(LogReaders readers, Function<Source, String> topics, @Nullable NotificationBus bus,
			@Nullable ChannelNaming naming, FeedSettings settings, FeedStatistics statistics) {
		this.settings = settings;
		LogReaders readable = new ReadableLog(readers);
		this.reader = readable.open();
		this.tail = new Tail(this.reader, statistics, (place) -> registry().park(place));
		this.channels = (bus != null && naming != null) ? new Channels(bus, naming, this) : null;
		this.beginnings = new Beginnings(this.reader, topics, statistics);
		this.catchUp = new CatchUp(readable.open(), this);
		this.registry = new FeedRegistry(this.beginnings, this.tail, this.channels, this.catchUp::submit,
				(feed) -> add(feed, () -> registry().roomIn(feed)));
	}

	private FeedRegistry registry() {
		return this.registry;
	}

	CatchUp catchUp() {
		return this.catchUp;
	}

	int watchedPartitions() {
		return this.tail.partitions().size();
	}

	int channels() {
		return (this.channels != null) ? this.channels.size() : 0;
	}

	void open(Opening opening) {
		add(opening.feed(), () -> this.openings.add(opening));
	}

	void remove(Feed feed) {
		add(feed, () -> this.registry.remove(feed));
	}

	void heartbeat() {
		this.inbox.add(this.registry::heartbeat);
	}

	@Override
	public void onNotification(Notification notification) {
		WatchedPartition partition = this.tail.partition(notification.position());
		if (partition != null && partition.hear(notification.source(), notification.position().offset())) {
			this.inbox.add(() -> this.tail.readAnnounced(partition));
		}
	}

	@Override
	public void onSubscribed() {
		this.inbox.add(() -> lookIntoAll(RepairCause.RECONNECT));
	}

	@Override
	public long next(LogPartition partition) {
		return this.tail.next(partition);
	}

	@Override
	public void join(Place place) {
		add(place.feed(), () -> this.registry.join(place));
	}

	@Override
	public void park(Place place) {
		add(place.feed(), () -> this.registry.park(place));
	}

	@Override
	public void reset(Feed feed, ResetReason reason) {
		add(feed, () -> this.openings.add(Opening.anew(feed, reason)));
	}

	/**
	 * A feed whose task fails is closed, since it would stop silently; its client can
	 * reconnect.
	 */
	private void add(Feed feed, Runnable task) {
		this.inbox.add(() -> {
			try {
				task.run();
			}
			catch (RuntimeException | Error ex) {
				feed.close(CloseReason.FAILED);
				throw ex;
			}
		});
	}

	/**
	 * Run one iteration.
	 * @param maxWaitNanos maximum time to wait for work, in nanoseconds
	 * @throws io.github.dualstream.transport.LogUnavailableException if the log cannot be
	 * read now; no work is lost
	 */
	void step(long maxWaitNanos) throws InterruptedException {
		long wait = this.tail.isDue() ? 0 : Math.max(0, Math.min(maxWaitNanos, this.nextTick - System.nanoTime()));
		Runnable task = this.inbox.poll(wait, TimeUnit.NANOSECONDS);
		while (task != null) {
			run(task);
			task = this.inbox.poll();
		}
		open();
		if (System.nanoTime() - this.nextTick >= 0) {
			tick();
		}
		this.tail.read((partition, reason) -> this.registry.feedsOf(partition.partition())
			.forEach((feed) -> reset(feed, reason)));
		this.registry.tellLive();
	}

	/** A task that fails may have announced something to read. */
	private void run(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			this.nextReconcile = System.nanoTime();
			this.nextTick = this.nextReconcile;
			throw ex;
		}
	}

	/** Whether nothing is known to be unread. */
	boolean isIdle() {
		return this.inbox.isEmpty() && !this.tail.isDue();
	}

	private void open() {
		if (!this.openings.isEmpty()) {
			List<Opening> batch = this.openings;
			this.openings = new ArrayList<>();
			batch.removeIf((opening) -> opening.feed().closed() != null);
			open(batch);
		}
	}

	private void open(List<Opening> batch) {
		try {
			this.openings.addAll(this.registry.open(batch));
		}
		catch (RuntimeException | Error ex) {
			for (Opening opening : batch) {
				if (!opening.done().isDone()) {
					opening.feed().close(CloseReason.FAILED);
					opening.done().completeExceptionally(ex);
				}
			}
			throw ex;
		}
	}

	private void tick() {
		this.nextTick = System.nanoTime() + this.settings.tickNanos();
		if (this.settings.reconciles() && System.nanoTime() - this.nextReconcile >= 0) {
			this.nextReconcile = System.nanoTime() + this.settings.reconcileInterval().toNanos();
			lookIntoAll(RepairCause.INTERVAL);
		}
		this.tail.partitions().forEach(WatchedPartition::countRepaired);
		List.copyOf(this.registry.feeds())
			.forEach((feed) -> feed.checkProgress(this.settings.slowClientTimeout().toNanos()));
		this.registry.sweep();
		if (System.nanoTime() - this.nextLayout >= 0) {
			this.nextLayout = System.nanoTime() + LAYOUT_NANOS;
			this.beginnings.changedTopics()
				.forEach((topic, reason) -> this.registry.feedsOf(List.of(topic))
					.forEach((feed) -> reset(feed, reason)));
		}
	}

	private void lookIntoAll(RepairCause cause) {
		this.tail.partitions().forEach((partition) -> this.tail.lookInto(partition, cause));
	}

	@Override
	public void close() {
		if (this.channels != null) {
			this.channels.close();
		}
		this.reader.close();
	}

}
