package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.github.dualstream.transport.LogPartition;
import org.jspecify.annotations.Nullable;

/**
 * Registry of the places of all feeds, which assigns them to the tail, to catch-up, or
 * parks them. For the tail's thread.
 */
final class FeedRegistry {

	/** Maximum number of offsets that the tail reads again for a place that joins it. */
	private static final long MAX_REWIND = 5_000;

	private final Beginnings beginnings;

	private final Tail tail;

	private final @Nullable Channels channels;

	private final Consumer<Place> catchUp;

	private final Consumer<Feed> onRoom;

	private final Map<Feed, Membership> members = new HashMap<>();

	/** Feeds whose clients are live as soon as the tail has read a little more. */
	private final Set<Membership> nearlyLive = new LinkedHashSet<>();

	/**
	 * Create the registry.
	 * @param beginnings determines the start of feeds
	 * @param tail serves the places that have caught up
	 * @param channels subscriptions to the sources' channels, if any
	 * @param catchUp consumer of the places that have to catch up
	 * @param onRoom consumer of feeds that have room again, called by any thread
	 */
	FeedRegistry(Beginnings beginnings, Tail tail, @Nullable Channels channels, Consumer<Place> catchUp,
			Consumer<Feed> onRoom) {
		this.beginnings = beginnings;
		this.tail = tail;
		this.channels = channels;
		this.catchUp = catchUp;
		this.onRoom = onRoom;
	}

	Collection<Feed> feeds() {
		return this.members.keySet();
	}

	/**
	 * Open feeds.
	 * @param openings the feeds to open
	 * @return the resets that are not possible now
	 */
	List<Opening> open(List<Opening> openings) {
		List<Opening> later = new ArrayList<>();
		openings.forEach((opening) -> remove(opening.feed()));
		this.beginnings.of(openings, this::begin, (opening, failure) -> {
			opening.done().completeExceptionally(failure);
			if (opening.reset() != null) {
				later.add(opening);
			}
		});
		return later;
	}

	private void begin(Opening opening, List<Place> places, Map<LogPartition, Long> ends) {
		Membership membership = new Membership(opening.feed());
		this.members.put(opening.feed(), membership);
		places.forEach(membership::add);
		for (Place place : places) {
			this.tail.watch(place.partition(), ends.getOrDefault(place.partition(), 0L)).watch(place.sources());
			if (this.channels != null) {
				place.sources().forEach(this.channels::enter);
			}
		}
		places.forEach(this::settle);
		opening.done().complete(null);
		if (opening.feed().closed() != null) {
			remove(opening.feed());
		}
	}

	private void settle(Place place) {
		if (place.recent() > 0) {
			this.catchUp.accept(place);
		}
		else {
			join(place);
		}
	}

	void remove(Feed feed) {
		Membership membership = this.members.remove(feed);
		if (membership == null) {
			return;
		}
		this.nearlyLive.remove(membership);
		for (Place place : membership.places()) {
			WatchedPartition partition = this.tail.partition(place.partition());
			if (partition != null) {
				partition.leave(place);
				partition.unwatch(place.sources());
			}
			if (this.channels != null) {
				place.sources().forEach(this.channels::leave);
			}
		}
	}

	void join(Place place) {
		Membership membership = membershipOf(place);
		WatchedPartition partition = this.tail.partition(place.partition());
		if (membership == null || partition == null) {
			return;
		}
		long behind = partition.next() - place.next();
		if (behind > MAX_REWIND) {
			this.catchUp.accept(place);
			return;
		}
		partition.join(place);
		membership.join(place);
		if (membership.awaitsLive()) {
			this.nearlyLive.add(membership);
		}
		if (partition.readFrom() < partition.next() || partition.readFrom() < place.end()) {
			this.tail.makeDue(partition, RepairCause.INTERVAL);
		}
	}

	/** Notify the clients that have caught up. */
	void tellLive() {
		this.nearlyLive.removeIf((membership) -> {
			if (membership.awaitsLive()) {
				membership.tellLive(this.tail);
			}
			return !membership.awaitsLive();
		});
	}

	void park(Place place) {
		Membership membership = membershipOf(place);
		if (membership != null) {
			membership.park(place);
			place.feed().whenRoom(() -> this.onRoom.accept(place.feed()));
		}
	}

	void roomIn(Feed feed) {
		Membership membership = this.members.get(feed);
		if (membership != null) {
			membership.takeParked().forEach((place) -> {
				place.unblock();
				this.catchUp.accept(place);
			});
		}
	}

	/** Find the membership of a place; none if its feed has been closed or reset. */
	private @Nullable Membership membershipOf(Place place) {
		Membership membership = this.members.get(place.feed());
		return (membership != null && membership.places().contains(place)) ? membership : null;
	}

	/** Find the feeds with a source in one of these topics. */
	Set<Feed> feedsOf(Collection<String> topics) {
		Set<Feed> feeds = new HashSet<>();
		this.members.forEach((feed, membership) -> {
			if (membership.places().stream().anyMatch((place) -> topics.contains(place.partition().topic()))) {
				feeds.add(feed);
			}
		});
		return feeds;
	}

	/** Find the feeds with a source in this partition. */
	Set<Feed> feedsOf(LogPartition partition) {
		Set<Feed> feeds = new HashSet<>();
		this.members.forEach((feed, membership) -> {
			if (membership.places().stream().anyMatch((place) -> place.partition().equals(partition))) {
				feeds.add(feed);
			}
		});
		return feeds;
	}

	void heartbeat() {
		this.members.values().forEach((membership) -> membership.heartbeat(this.tail));
	}

	/** Close partitions and channels that have been unused for a while. */
	void sweep() {
		if (this.channels != null) {
			this.channels.sweep();
		}
		this.tail.removeUnwatched();
	}

}
