package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * In-flight events of the relay, from being read until they are removed, in one lane for
 * each source. For one thread.
 */
final class Lanes {

	private final Duration maxBackoff;

	private final Map<Source, Lane> lanes = new HashMap<>();

	private final Queue<Lane> ready = new ArrayDeque<>();

	private final List<Lane> blocked = new ArrayList<>();

	/** Number and slot of each event. */
	private final Map<Long, Integer> held = new HashMap<>();

	private int inFlight;

	private long acknowledged;

	private boolean failing;

	Lanes(Duration maxBackoff) {
		this.maxBackoff = maxBackoff;
	}

	/**
	 * Add events that were read, in the order of their numbers.
	 */
	void add(Collection<PendingEvent> events) {
		for (PendingEvent event : events) {
			Lane lane = this.lanes.computeIfAbsent(event.source(), Lane::new);
			if (lane.isEmpty()) {
				this.ready.add(lane);
			}
			lane.waiting.add(event);
			this.held.put(event.number(), event.slot());
		}
	}

	/**
	 * Take the next event that may be sent.
	 */
	@Nullable PendingEvent next() {
		Lane lane = this.ready.poll();
		if (lane == null) {
			return null;
		}
		lane.inFlight = lane.waiting.remove();
		this.inFlight++;
		return lane.inFlight;
	}

	/**
	 * Note that the log has acknowledged an event. It stays in the lanes until it is
	 * removed.
	 * @return whether more events of its source may be read again
	 */
	boolean acknowledged(PendingEvent event) {
		Lane lane = landed(event);
		boolean hadFailed = lane.hasFailed();
		lane.succeeded();
		this.acknowledged++;
		if (this.failing) {
			this.failing = false;
			retryWhatFailedWithTheLog();
		}
		return hadFailed;
	}

	/**
	 * Note that the log did not accept an event: its source waits.
	 * @return number of failures of the event while the log accepted others
	 */
	int failed(PendingEvent event) {
		Lane lane = lane(event);
		lane.inFlight = null;
		this.inFlight--;
		lane.waiting.forEach((later) -> this.held.remove(later.number()));
		lane.waiting.clear();
		lane.waiting.add(event);
		lane.failed(this.acknowledged, this.maxBackoff);
		this.blocked.add(lane);
		this.failing = true;
		return lane.attempts;
	}

	/**
	 * Note that a failed event is no longer sent.
	 */
	void givenUp(PendingEvent event) {
		Lane lane = lane(event);
		this.blocked.remove(lane);
		this.lanes.remove(lane.source);
		this.held.remove(event.number());
	}

	private Lane landed(PendingEvent event) {
		Lane lane = lane(event);
		lane.inFlight = null;
		this.inFlight--;
		if (lane.waiting.isEmpty()) {
			this.lanes.remove(lane.source);
		}
		else {
			this.ready.add(lane);
		}
		return lane;
	}

	private Lane lane(PendingEvent event) {
		Lane lane = this.lanes.get(event.source());
		if (lane == null) {
			throw new IllegalStateException("No lane for event '" + event.eventId() + "'");
		}
		return lane;
	}

	/**
	 * Retry at once after the log is available again, except events that it rejected
	 * while it accepted others.
	 */
	private void retryWhatFailedWithTheLog() {
		long now = System.nanoTime();
		this.blocked.stream().filter((lane) -> lane.attempts == 0).forEach((lane) -> lane.retryAt = now);
	}

	void removed(Collection<SentEvent> events) {
		events.forEach((sent) -> this.held.remove(sent.event().number()));
	}

	/**
	 * Retry sources whose back-off is over.
	 */
	void retryDue(long now) {
		for (Iterator<Lane> lanes = this.blocked.iterator(); lanes.hasNext();) {
			Lane lane = lanes.next();
			if (lane.retryAt - now <= 0) {
				lanes.remove();
				this.ready.add(lane);
			}
		}
	}

	/**
	 * Discard the events of these slots that have not been sent.
	 */
	void drop(Collection<Integer> slots) {
		for (Iterator<Lane> all = this.lanes.values().iterator(); all.hasNext();) {
			Lane lane = all.next();
			if (!lane.waiting.isEmpty() && slots.contains(lane.waiting.element().slot())) {
				lane.waiting.forEach((event) -> this.held.remove(event.number()));
				lane.waiting.clear();
				this.ready.remove(lane);
				this.blocked.remove(lane);
				if (lane.isEmpty()) {
					all.remove();
				}
			}
		}
	}

	/**
	 * Whether no event of a slot is in flight.
	 */
	boolean isIdle(int slot) {
		return !this.held.containsValue(slot);
	}

	boolean isReady() {
		return !this.ready.isEmpty();
	}

	int inFlight() {
		return this.inFlight;
	}

	Collection<Long> held() {
		return this.held.keySet();
	}

	/**
	 * Sources of which no more events may be read.
	 */
	List<Source> failedSources() {
		return this.failing || !this.blocked.isEmpty()
				? this.lanes.values().stream().filter(Lane::hasFailed).map((lane) -> lane.source).toList() : List.of();
	}

	/**
	 * Time until the next retry of a source, in nanoseconds.
	 */
	long untilRetry(long now) {
		return this.blocked.stream().mapToLong((lane) -> lane.retryAt - now).min().orElse(Long.MAX_VALUE);
	}

}
