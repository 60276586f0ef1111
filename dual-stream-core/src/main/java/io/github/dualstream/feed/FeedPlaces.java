package io.github.dualstream.feed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.transport.LogPartition;

/**
 * Places of one feed, from one beginning to the next. For the engine's thread.
 */
final class FeedPlaces {

	private final Feed feed;

	private final List<Place> places;

	private boolean toldLive;

	FeedPlaces(Feed feed, List<Place> places) {
		this.feed = feed;
		this.places = places;
	}

	Feed feed() {
		return this.feed;
	}

	List<Place> all() {
		return this.places;
	}

	List<Place> parked() {
		return this.places.stream().filter((place) -> place.state() == Place.State.PARKED).toList();
	}

	/** Whether only the tail can determine when the client is live. */
	boolean awaitsLive() {
		return !this.toldLive && this.places.stream().allMatch((place) -> place.state() == Place.State.LIVE);
	}

	/**
	 * Notify the client that it is live, once it has received everything that the log
	 * held when its feed began.
	 * @return whether the tail need not call this again
	 */
	boolean tellLive(Tail tail) {
		if (awaitsLive()) {
			this.toldLive = this.places.stream().allMatch((place) -> isLive(place, tail))
					&& this.places.get(0).tell(new FeedMessage.Live());
		}
		return !awaitsLive();
	}

	private static boolean isLive(Place place, Tail tail) {
		WatchedPartition partition = tail.partition(place.partition());
		return partition != null && partition.readFrom() >= place.end();
	}

	/** Offer the client a heartbeat, which moves its cursor where it lacks nothing. */
	void heartbeat(Tail tail) {
		Map<LogPartition, Long> reached = new HashMap<>();
		for (Place place : this.places) {
			WatchedPartition partition = tail.partition(place.partition());
			if (partition != null && place.state() == Place.State.LIVE && !partition.isToBeReadAgain()) {
				place.skipTo(partition.next());
				reached.put(place.partition(), place.next());
			}
		}
		this.feed.heartbeat(reached);
	}

}
