package io.github.dualstream.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Source;
import io.github.dualstream.transport.Notification;

/**
 * Feeds on an in-memory log and bus, whose threads are the test.
 */
final class SteppedFeeds {

	final InMemoryLog log;

	final InMemoryBus bus = new InMemoryBus();

	final FeedStatistics statistics = new FeedStatistics();

	final BufferBudget budget;

	private final FeedSettings settings;

	final FeedEngine engine;

	SteppedFeeds(int partitions, int capacity, Duration reconcileInterval) {
		this(partitions, new FeedSettings(capacity, 100_000, 1_000_000, Duration.ofSeconds(10), reconcileInterval));
	}

	SteppedFeeds(int partitions, FeedSettings settings) {
		this.log = new InMemoryLog("events", partitions);
		this.settings = settings;
		this.budget = new BufferBudget(settings.maxBufferedSize());
		this.engine = new FeedEngine(this.log, (source) -> "events", this.bus, this.bus.naming(), settings,
				this.statistics);
	}

	/** Begins with the next step, or is closed by it where the log is away. */
	Feed open(FeedRequest request, FeedListener listener) {
		Feed feed = new Feed(request, listener, new ClientBuffer(this.settings, this.budget), this.engine::remove,
				this.engine::roomIn);
		Opening opening = Opening.first(feed);
		opening.done().exceptionally((failure) -> {
			feed.close();
			return null;
		});
		this.engine.open(opening);
		return feed;
	}

	Notification append(Source source, String id) {
		Event event = event(source, id);
		return Notification.of(event, this.log.append(event), null);
	}

	Notification publish(Source source, String id) {
		Notification notification = append(source, id);
		this.bus.publish(List.of(notification));
		return notification;
	}

	static Event event(Source source, String id) {
		return Event.builder().id(id).source(source).type("test").data(Map.of()).build();
	}

	/** Append an event whose record takes so many bytes, from 2. */
	Notification append(Source source, String id, int size) {
		Event event = Event.builder()
			.id(id)
			.source(source)
			.type("test")
			.data(JsonData.of("\"" + "x".repeat(size - 2) + "\""))
			.build();
		return Notification.of(event, this.log.append(event), null);
	}

	void tail() {
		try {
			this.engine.step(0);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	void catchUp() {
		try {
			this.engine.catchUp().step(0);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Both threads, until there should be nothing left to do. */
	void settle() {
		for (int i = 0; i < 6; i++) {
			tail();
			catchUp();
		}
	}

	static List<String> ids(int from, int to) {
		List<String> ids = new ArrayList<>();
		for (int i = from; i < to; i++) {
			ids.add("e-" + i);
		}
		return ids;
	}

}
