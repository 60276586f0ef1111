package io.github.dualstream.feed;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

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
 * Engine of all feeds. It begins them, and moves their places between catch-up, the tail
 * and the parking ({@link Place.State}). One thread calls {@link #step} and owns the
 * state; the other methods are thread-safe and leave a task for that thread.
 */
final class FeedEngine implements NotificationListener, AutoCloseable {

	/** Maximum number of offsets that the tail reads again for a place that joins it. */
	private static final long MAX_REWIND = 5_000;

	private static final long LAYOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();

	private final FeedSettings settings;

	private final LogReader reader;

	private final Tail tail;

	private final CatchUp catchUp;

	private final Beginnings beginnings;

	private final Channels channels;

	private final Map<Feed, FeedPlaces> feeds = new HashMap<>();

	/** Feeds whose clients are live as soon as the tail has read a little more. */
	private final Set<FeedPlaces> nearlyLive = new LinkedHashSet<>();

	private long nextTick = System.nanoTime();

	private long nextReconcile = System.nanoTime();

	private long nextLayout = System.nanoTime() + LAYOUT_NANOS;

	FeedEngine(LogReaders readers, Function<Source, String> topics, @Nullable NotificationBus bus,
			@Nullable ChannelNaming naming, FeedSettings settings, FeedStatistics statistics) {
		this.settings = settings;
		LogReaders readable = new ReadableLog(readers);
		this.reader = readable.open();
		this.tail = new Tail(this.reader, statistics, this::park,
				(partition, reason) -> resetAll((place) -> place.partition().equals(partition), reason));
		this.catchUp = new CatchUp(readable.open(), this.tail::next, this::returned);
		this.beginnings = new Beginnings(this.reader, topics, statistics);
		this.channels = new Channels(bus, naming, this);
	}

	CatchUp catchUp() {
		return this.catchUp;
	}

	int watchedPartitions() {
		return this.tail.partitions().size();
	}

	int channels() {
		return this.channels.size();
	}

	void open(Opening opening) {
		add(opening.feed(), () -> this.beginnings.add(opening));
	}

	void remove(Feed feed) {
		add(feed, () -> end(feed));
	}

	/** Continue with a feed whose client has taken what waited. */
	void roomIn(Feed feed) {
		add(feed, () -> resumeParked(feed));
	}

	void heartbeat() {
		this.inbox.add(() -> this.feeds.values().forEach((places) -> places.heartbeat(this.tail)));
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

	/** Decide about a place that catch-up has finished with. */
	private void returned(Place place) {
		add(place.feed(), () -> {
			if (place.isExpired() && place.state() != Place.State.ENDED) {
				reset(place.feed(), ResetReason.EXPIRED);
			}
			else if (place.isBlocked()) {
				park(place);
			}
			else {
				join(place);
			}
		});
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
	 * Run one iteration: tasks, feeds that begin, periodic work, and a read of what is
	 * new in the log.
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
		this.beginnings.run(this::begin);
		if (System.nanoTime() - this.nextTick >= 0) {
			tick();
		}
		this.tail.read();
		this.nearlyLive.removeIf((places) -> places.tellLive(this.tail));
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

	private void begin(Opening opening, List<Place> places, Map<LogPartition, Long> ends) {
		this.feeds.put(opening.feed(), new FeedPlaces(opening.feed(), places));
		for (Place place : places) {
			this.tail.watch(place, ends.getOrDefault(place.partition(), 0L));
			place.sources().forEach(this.channels::enter);
			if (place.recent() > 0) {
				catchUp(place);
			}
			else {
				join(place);
			}
		}
		opening.done().complete(null);
		if (opening.feed().closed() != null) {
			end(opening.feed());
		}
	}

	private void catchUp(Place place) {
		if (place.moveTo(Place.State.CATCHING_UP)) {
			this.catchUp.submit(place);
		}
	}

	/** Let the tail serve a place, if it is near. */
	private void join(Place place) {
		FeedPlaces places = this.feeds.get(place.feed());
		WatchedPartition partition = this.tail.partition(place.partition());
		if (places == null || partition == null) {
			return;
		}
		if (partition.next() - place.next() > MAX_REWIND) {
			catchUp(place);
		}
		else if (place.moveTo(Place.State.LIVE)) {
			partition.join(place);
			if (places.awaitsLive()) {
				this.nearlyLive.add(places);
			}
			if (partition.isToBeReadAgain() || partition.readFrom() < place.end()) {
				this.tail.makeDue(partition, RepairCause.INTERVAL);
			}
		}
	}

	/** Leave the events of a place in the log until its client has taken more. */
	private void park(Place place) {
		if (place.moveTo(Place.State.PARKED) && !place.feed().isFull()) {
			resumeParked(place.feed());
		}
	}

	private void resumeParked(Feed feed) {
		FeedPlaces places = this.feeds.get(feed);
		if (places != null) {
			places.parked().forEach((place) -> {
				place.unblock();
				catchUp(place);
			});
		}
	}

	private void end(Feed feed) {
		FeedPlaces places = this.feeds.remove(feed);
		if (places == null) {
			return;
		}
		this.nearlyLive.remove(places);
		for (Place place : places.all()) {
			place.moveTo(Place.State.ENDED);
			this.tail.unwatch(place);
			place.sources().forEach(this.channels::leave);
		}
	}

	private void reset(Feed feed, ResetReason reason) {
		end(feed);
		open(Opening.anew(feed, reason));
	}

	private void resetAll(Predicate<Place> concerned, ResetReason reason) {
		List.copyOf(this.feeds.values())
			.stream()
			.filter((places) -> places.all().stream().anyMatch(concerned))
			.forEach((places) -> reset(places.feed(), reason));
	}

	private void tick() {
		this.nextTick = System.nanoTime() + this.settings.tickNanos();
		if (this.settings.reconciles() && System.nanoTime() - this.nextReconcile >= 0) {
			this.nextReconcile = System.nanoTime() + this.settings.reconcileInterval().toNanos();
			lookIntoAll(RepairCause.INTERVAL);
		}
		this.tail.partitions().forEach(WatchedPartition::countRepaired);
		List.copyOf(this.feeds.keySet())
			.forEach((feed) -> feed.checkProgress(this.settings.slowClientTimeout().toNanos()));
		this.channels.sweep();
		this.tail.removeUnwatched();
		if (System.nanoTime() - this.nextLayout >= 0) {
			this.nextLayout = System.nanoTime() + LAYOUT_NANOS;
			this.beginnings.changedTopics()
				.forEach((topic, reason) -> resetAll((place) -> place.partition().topic().equals(topic), reason));
		}
	}

	private void lookIntoAll(RepairCause cause) {
		this.tail.partitions().forEach((partition) -> this.tail.lookInto(partition, cause));
	}

	@Override
	public void close() {
		this.channels.close();
		this.reader.close();
	}

}
