package io.github.dualstream.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

import io.github.dualstream.Source;

/**
 * Registry of the relays that share an outbox, and of the slots that each of them serves.
 * A relay is identified by its epoch, which is never reused; it is live until its lease
 * expires, by the database's clock alone. Thread-safe. Methods throw
 * {@link org.springframework.dao.DataAccessException} if the database fails.
 */
public interface RelayRegistry {

	/**
	 * Number of slots. Every source belongs to one of them, so at most this number of
	 * relays can share the work.
	 */
	int SLOTS = 64;

	/**
	 * Slot of a source.
	 * @param source the source
	 * @return a number from 0, always the same for a source
	 */
	static int slotOf(Source source) {
		CRC32 crc = new CRC32();
		crc.update(source.toString().getBytes(StandardCharsets.UTF_8));
		return (int) (crc.getValue() % SLOTS);
	}

	/**
	 * Register a relay.
	 * @param name name of the relay, for display
	 * @param lease duration of the lease without a renewal
	 * @return its epoch
	 */
	long join(String name, Duration lease);

	/**
	 * Renew the lease.
	 * @param epoch epoch of the relay
	 * @param lease duration of the lease from now on
	 * @return {@code false} if the lease has expired; the epoch is then invalid
	 */
	boolean renew(long epoch, Duration lease);

	/**
	 * Remove relays whose lease has expired.
	 * @return number of live relays
	 */
	int countLive();

	/**
	 * List the live relays.
	 * @return their leases, in the order in which they joined
	 */
	List<RelayLease> leases();

	/**
	 * Claim slots that no live relay serves.
	 * @param epoch epoch of the relay
	 * @param max maximum number of slots
	 */
	void claim(long epoch, int max);

	/**
	 * Release slots.
	 * @param epoch epoch of the relay
	 * @param slots slots to release
	 */
	void release(long epoch, Collection<Integer> slots);

	/**
	 * Slots of a relay.
	 * @param epoch epoch of the relay
	 * @return the slots that it serves
	 */
	Set<Integer> slotsOf(long epoch);

	/**
	 * Remove a relay and release its slots.
	 * @param epoch epoch of the relay
	 */
	void leave(long epoch);

}
