package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The relays that share an outbox, and which slots each of them serves. A relay is known
 * by its epoch, which is never used again; it lives until its lease expires, by the
 * database's clock alone. Thread-safe. Methods throw
 * {@link org.springframework.dao.DataAccessException} when the database does not do what
 * they promise.
 */
public interface RelayRegistry {

	/**
	 * Number of slots. Every source belongs to one of them, so that no more relays than
	 * these can share the work.
	 */
	int SLOTS = 64;

	/**
	 * Become a relay.
	 * @param name for people to read
	 * @param lease how long it lives without being renewed
	 * @return its epoch
	 */
	long join(String name, Duration lease);

	/**
	 * Live on.
	 * @param epoch the relay's epoch
	 * @param lease how long, from now on
	 * @return {@code false} if the lease has expired; the epoch is then void for ever
	 */
	boolean renew(long epoch, Duration lease);

	/**
	 * Forget relays whose lease has expired.
	 * @return how many relays live
	 */
	int countLive();

	/**
	 * List the relays that live.
	 * @return their leases, in the order in which they joined
	 */
	List<RelayLease> leases();

	/**
	 * Take slots that no living relay serves.
	 * @param epoch the relay's epoch
	 * @param max how many at the most
	 */
	void claim(long epoch, int max);

	/**
	 * Give slots back.
	 * @param epoch the relay's epoch
	 * @param slots which ones
	 */
	void release(long epoch, Collection<Integer> slots);

	/**
	 * The slots of a relay.
	 * @param epoch the relay's epoch
	 * @return which ones it serves
	 */
	Set<Integer> slotsOf(long epoch);

	/**
	 * Be a relay no longer: its slots are free.
	 * @param epoch the relay's epoch
	 */
	void leave(long epoch);

}
