package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.Source;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;

/**
 * Reads for places what they have missed, until they are where the tail is. Those that
 * need the same part of a partition share one reading of it; those whose clients do not
 * keep up are parked, and hold up nobody. {@link #step} is for one thread; the rest is
 * thread-safe.
 */
final class CatchUp implements AutoCloseable {

	/** How many offsets are read before it is other places' turn. */
	static final int CHUNK = 10_000;

	private final LogReader reader;

	private final RecentEvents recentEvents;

	private final PlaceKeeper keeper;

	private final BlockingQueue<Place> waiting = new LinkedBlockingQueue<>();

	CatchUp(LogReader reader, PlaceKeeper keeper) {
		this.reader = reader;
		this.recentEvents = new RecentEvents(reader);
		this.keeper = keeper;
	}

	void submit(Place place) {
		this.waiting.add(place);
	}

	/**
	 * Do one piece of work, if there is any.
	 * @param maxWaitMillis how long to wait for work
	 * @throws io.github.dualstream.transport.LogUnavailableException if the log cannot be
	 * read now; nothing is lost by it
	 */
	void step(long maxWaitMillis) throws InterruptedException {
		Place first = this.waiting.poll(maxWaitMillis, TimeUnit.MILLISECONDS);
		if (first == null) {
			return;
		}
		List<Place> group = groupOf(first);
		group.removeIf((place) -> place.feed().closed() != null);
		try {
			if (!group.isEmpty() && first.recent() > 0) {
				this.recentEvents.find(first.partition(), group);
			}
			group.removeIf((place) -> !place.deliverBacklog() && park(place));
			if (!group.isEmpty()) {
				read(first.partition(), group);
			}
		}
		catch (PositionUnavailableException ex) {
			group.forEach((place) -> this.keeper.reset(place.feed(), ResetReason.EXPIRED));
		}
		catch (RuntimeException ex) {
			this.waiting.addAll(group);
			throw ex;
		}
	}

	private boolean park(Place place) {
		this.keeper.park(place);
		return true;
	}

	private List<Place> groupOf(Place first) {
		List<Place> group = new ArrayList<>(List.of(first));
		this.waiting.removeIf((place) -> isServedWith(first, place) && group.add(place));
		return group;
	}

	private static boolean isServedWith(Place first, Place place) {
		if (!place.partition().equals(first.partition())) {
			return false;
		}
		if (first.recent() > 0 || place.recent() > 0) {
			return first.recent() > 0 && place.recent() > 0;
		}
		return place.next() >= first.next() && place.next() - first.next() < CHUNK;
	}

	private void read(LogPartition partition, List<Place> places) {
		long target = this.keeper.next(partition);
		long from = places.stream().mapToLong(Place::next).min().orElse(target);
		long to = Math.min(from + CHUNK, target);
		if (from < to) {
			this.reader.read(Map.of(partition, new OffsetRange(from, to)), sink(partition, places));
		}
		for (Place place : places) {
			if (place.isBlocked()) {
				this.keeper.park(place);
				continue;
			}
			place.skipTo(to);
			if (place.next() >= target) {
				this.keeper.join(place);
			}
			else {
				submit(place);
			}
		}
	}

	private SourceEntries sink(LogPartition partition, List<Place> places) {
		Map<Source, List<Place>> bySource = new HashMap<>();
		for (Place place : places) {
			place.sources()
				.forEach((source) -> bySource.computeIfAbsent(source, (key) -> new ArrayList<>(1)).add(place));
		}
		return new SourceEntries(partition, bySource.keySet(), this.reader::keyOf,
				(source, event) -> bySource.getOrDefault(source, List.of()).forEach((place) -> place.deliver(event)));
	}

	@Override
	public void close() {
		this.reader.close();
	}

}
