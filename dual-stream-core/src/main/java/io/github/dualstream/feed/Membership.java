package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.transport.LogPartition;

/**
 * Locations of the places of one feed. For the tail's thread.
 */
final class Membership {

	private final Feed feed;

	private final List<Place> places = new ArrayList<>(1);

	private final List<Place> joined = new ArrayList<>(1);

	private final List<Place> parked = new ArrayList<>(0);

	private boolean toldLive;

	Membership(Feed feed) {
		this.feed = feed;
	}

	List<Place> places() {
		return this.places;
	}

	void add(Place place) {
		this.places.add(place);
	}

	/** Note that a place is served by the tail. */
	void join(Place place) {
		this.joined.add(place);
	}

	/** Whether only the tail can determine when the client is live. */
	boolean awaitsLive() {
		return !this.toldLive && this.joined.size() == this.places.size();
	}

	/**
	 * Notify the client that it is live, once it has received everything that the log
	 * held when its feed began.
	 */
	void tellLive(Tail tail) {
		this.toldLive = this.joined.stream().allMatch((place) -> isLive(place, tail))
				&& this.joined.get(0).tell(new FeedMessage.Live());
	}

	private static boolean isLive(Place place, Tail tail) {
		WatchedPartition partition = tail.partition(place.partition());
		return partition != null && partition.readFrom() >= place.end();
	}

	void park(Place place) {
		this.joined.remove(place);
		this.parked.add(place);
	}

	List<Place> takeParked() {
		List<Place> taken = List.copyOf(this.parked);
		this.parked.clear();
		return taken;
	}

	void heartbeat(Tail tail) {
		Map<LogPartition, Long> reached = new HashMap<>();
		for (Place place : this.joined) {
			WatchedPartition partition = tail.partition(place.partition());
			if (partition != null && !partition.isToBeReadAgain()) {
				place.skipTo(partition.next());
				reached.put(place.partition(), place.next());
			}
		}
		this.feed.heartbeat(reached);
	}

}
