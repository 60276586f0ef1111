package io.github.dualstream.transport.lease;

import java.time.Duration;
import java.util.Collection;

import io.github.dualstream.transport.LogPartition;
import org.jspecify.annotations.Nullable;

/**
 * Store of the members of groups and of their leases, the same one for all instances. It
 * removes what was not renewed in time, by its own clock. Each method is atomic, blocks
 * for a bounded time, and throws a
 * {@link io.github.dualstream.transport.LogUnavailableException} if it is not known to
 * have succeeded. Thread-safe.
 */
public interface LeaseStore {

	/**
	 * Register a member of a group as a reader of a topic, or renew its registration.
	 * @param group name of the group
	 * @param topic name of the topic
	 * @param member id of the member
	 * @param duration time until the registration expires
	 * @return ids of the group's registered readers of the topic, with this one
	 */
	Collection<String> register(String group, String topic, String member, Duration duration);

	/**
	 * Remove the registration of a member. Has no effect without one.
	 * @param group name of the group
	 * @param topic name of the topic
	 * @param member id of the member
	 */
	void unregister(String group, String topic, String member);

	/**
	 * Acquire the lease of a partition. A member that has it already, possibly without
	 * knowing, is given another one in place of it.
	 * @param group name of the group
	 * @param partition the partition
	 * @param member id of the member
	 * @param duration time until the lease expires
	 * @return the lease; {@code null} if another member has it
	 */
	@Nullable Lease acquire(String group, LogPartition partition, String member, Duration duration);

	/**
	 * Renew a lease.
	 * @param lease the lease
	 * @param duration time until it expires, from now
	 * @return the lease, with another token if the store gives one to each renewal;
	 * {@code null} if it has expired or the partition has another lease
	 */
	@Nullable Lease renew(Lease lease, Duration duration);

	/**
	 * Release a lease. Has no effect if it has expired or the partition has another one.
	 * @param lease the lease
	 */
	void release(Lease lease);

}
