package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads missed events for places until they have reached the tail. Places that need the
 * same part of a partition share one read; places whose clients do not keep up are parked
 * and delay no others. A read ends when no place has room for what follows. {@link #step}
 * is for one thread; the rest is thread-safe.
 */
final class CatchUp implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(CatchUp.class);

	/** Number of offsets that are read before other places get their turn. */
	static final int CHUNK = 10_000;

	private final LogReader reader;

	private final RecentEvents recentEvents;

	private final ToLongFunction<LogPartition> tail;

	private final Consumer<Place> onReturn;

	private final BlockingQueue<Place> waiting = new LinkedBlockingQueue<>();

	/**
	 * Create the catch-up.
	 * @param reader reader of the log
	 * @param tail next offset that the tail reads of a partition
	 * @param onReturn callback invoked for a place that has reached the tail, or nearly;
	 * or is blocked, or expired
	 */
	CatchUp(LogReader reader, ToLongFunction<LogPartition> tail, Consumer<Place> onReturn) {
		this.reader = reader;
		this.recentEvents = new RecentEvents(reader);
		this.tail = tail;
		this.onReturn = onReturn;
	}

	void submit(Place place) {
		this.waiting.add(place);
	}

	/**
	 * Do one unit of work, if there is any.
	 * @param maxWaitMillis maximum time to wait for work, in milliseconds
	 * @throws io.github.dualstream.transport.LogUnavailableException if the log cannot be
	 * read now; no work is lost
	 */
	void step(long maxWaitMillis) throws InterruptedException {
		Place first = this.waiting.poll(maxWaitMillis, TimeUnit.MILLISECONDS);
		if (first == null) {
			return;
		}
		List<Place> group = groupOf(first);
		group.removeIf((place) -> place.state() == Place.State.ENDED || place.feed().closed() != null);
		if (group.isEmpty()) {
			return;
		}
		try {
			if (first.recent() > 0) {
				this.recentEvents.find(first.partition(), group);
			}
			group.forEach(Place::tellBeginning);
			read(first.partition(), group);
		}
		catch (PositionUnavailableException ex) {
			group.forEach(Place::expire);
			group.forEach(this.onReturn);
		}
		catch (RuntimeException | Error ex) {
			// also after an Error they are served again, as the thread goes on
			this.waiting.addAll(group);
			throw ex;
		}
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
		long target = this.tail.applyAsLong(partition);
		long from = places.stream().filter((place) -> !place.isBlocked()).mapToLong(Place::next).min().orElse(target);
		long to = (from < target) ? Math.min(this.reader.offsetAfter(partition, from, CHUNK), target) : target;
		if (from < to) {
			readUntilFull(partition, new OffsetRange(from, to), places);
		}
		for (Place place : places) {
			if (!place.isBlocked()) {
				place.skipTo(to);
			}
			if (place.isBlocked() || place.next() >= target) {
				this.onReturn.accept(place);
			}
			else {
				submit(place);
			}
		}
	}

	/** Read until no place has room for more; the rest is left in the log. */
	private void readUntilFull(LogPartition partition, OffsetRange range, List<Place> places) {
		try {
			this.reader.read(Map.of(partition, range), dispatchTo(partition, places));
		}
		catch (EnoughReadException ex) {
			logger.trace("Paused reading {}: the buffers of {} feeds are full", partition, places.size());
		}
	}

	private SourceDispatch<Place> dispatchTo(LogPartition partition, List<Place> places) {
		SourceDispatch<Place> dispatch = new SourceDispatch<>(partition, (event, receivers) -> {
			receivers.forEach((place) -> place.deliver(event));
			if (places.stream().allMatch(Place::isBlocked)) {
				throw new EnoughReadException();
			}
		});
		places.forEach((place) -> place.sources().forEach((source) -> dispatch.add(source, place)));
		return dispatch;
	}

	@Override
	public void close() {
		this.reader.close();
	}

}
