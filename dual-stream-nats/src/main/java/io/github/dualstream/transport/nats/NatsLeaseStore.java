package io.github.dualstream.transport.nats;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.lease.Lease;
import io.github.dualstream.transport.lease.LeaseStore;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.KeyValueEntry;
import org.jspecify.annotations.Nullable;

/**
 * Leases as entries of a key-value bucket: the value is the id of the member, the token
 * the revision. The bucket removes an entry that was not written for
 * {@link GroupBuckets#LEASE}, which is the duration of all leases.
 */
final class NatsLeaseStore implements LeaseStore {

	private final GroupBuckets buckets;

	NatsLeaseStore(GroupBuckets buckets) {
		this.buckets = buckets;
	}

	@Override
	public Collection<String> register(String group, String topic, String member, Duration duration) {
		String key = membersOf(group, topic);
		this.buckets.ask(GroupBuckets.LEASES, "Group '" + group + "' cannot be joined",
				(entries) -> entries.put(key + "." + SubjectToken.of(member), bytes(member)));
		Set<String> members = new HashSet<>();
		this.buckets.namesBelow(GroupBuckets.LEASES, key)
			.forEach((name) -> members.add(new String(SubjectToken.decode(name), StandardCharsets.UTF_8)));
		members.add(member);
		return members;
	}

	@Override
	public void unregister(String group, String topic, String member) {
		this.buckets.remove(GroupBuckets.LEASES, membersOf(group, topic) + "." + SubjectToken.of(member));
	}

	/** Whether a group has members in any topic. */
	boolean hasMembers(String group) {
		return !this.buckets.namesBelow(GroupBuckets.LEASES, "member." + SubjectToken.of(group)).isEmpty();
	}

	@Override
	public @Nullable Lease acquire(String group, LogPartition partition, String member, Duration duration) {
		String key = keyOf(group, partition);
		return this.buckets.ask(GroupBuckets.LEASES, "A lease of " + partition + " cannot be acquired", (entries) -> {
			try {
				return Optional.of(new Lease(group, partition, member, entries.create(key, bytes(member))));
			}
			catch (JetStreamApiException ex) {
				if (!GroupBuckets.isConflict(ex)) {
					throw ex;
				}
				KeyValueEntry entry = entries.get(key);
				return isOf(entry, member) ? Optional
					.of(new Lease(group, partition, member, entries.update(key, bytes(member), entry.getRevision())))
						: Optional.<Lease>empty();
			}
		}).orElse(null);
	}

	@Override
	public @Nullable Lease renew(Lease lease, Duration duration) {
		String key = keyOf(lease.group(), lease.partition());
		String member = lease.member();
		return this.buckets
			.ask(GroupBuckets.LEASES, "The lease of " + lease.partition() + " cannot be renewed", (entries) -> {
				try {
					return Optional.of(renewed(lease, entries.update(key, bytes(member), lease.token())));
				}
				catch (JetStreamApiException ex) {
					if (!GroupBuckets.isConflict(ex)) {
						throw ex;
					}
					// an earlier renewal may have succeeded without an answer
					KeyValueEntry entry = entries.get(key);
					return isOf(entry, member)
							? Optional.of(renewed(lease, entries.update(key, bytes(member), entry.getRevision())))
							: Optional.<Lease>empty();
				}
			})
			.orElse(null);
	}

	private static Lease renewed(Lease lease, long revision) {
		return new Lease(lease.group(), lease.partition(), lease.member(), revision);
	}

	@Override
	public void release(Lease lease) {
		this.buckets.ask(GroupBuckets.LEASES, "The lease of " + lease.partition() + " cannot be released",
				(entries) -> {
					try {
						entries.delete(keyOf(lease.group(), lease.partition()), lease.token());
						return true;
					}
					catch (JetStreamApiException ex) {
						if (!GroupBuckets.isConflict(ex)) {
							throw ex;
						}
						return false;
					}
				});
	}

	private static boolean isOf(@Nullable KeyValueEntry entry, String member) {
		return entry != null && member.equals(entry.getValueAsString());
	}

	private static String membersOf(String group, String topic) {
		return "member." + SubjectToken.of(group) + "." + SubjectToken.of(topic);
	}

	private static String keyOf(String group, LogPartition partition) {
		return "lease." + SubjectToken.of(group) + "." + SubjectToken.of(partition.topic()) + "." + partition.number();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
