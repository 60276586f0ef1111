package io.github.dualstream.transport.redis.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.lease.Lease;
import io.github.dualstream.transport.lease.LeaseStore;
import org.jspecify.annotations.Nullable;

/**
 * Store of leases in Redis, by its clock. The lease of a partition is a key in the slot
 * of its stream, so that a script reads or commits only with the current lease.
 */
final class RedisLeaseStore implements LeaseStore {

	/** Key: members. Arguments: member, duration. */
	private static final LuaScript REGISTER = new LuaScript("""
			local time = redis.call('TIME')
			local now = time[1] * 1000 + math.floor(time[2] / 1000)
			redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
			redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
			redis.call('PEXPIRE', KEYS[1], ARGV[2])
			return redis.call('ZRANGE', KEYS[1], 0, -1)
			""");

	/** Key: members. Argument: member. */
	private static final LuaScript UNREGISTER = new LuaScript("""
			redis.call('ZREM', KEYS[1], ARGV[1])
			return {}
			""");

	/** Keys: lease, tokens. Arguments: member, duration. */
	private static final LuaScript ACQUIRE = new LuaScript("""
			local lease = redis.call('GET', KEYS[1])
			if lease and string.sub(lease, string.find(lease, ':', 1, true) + 1) ~= ARGV[1] then
			  return {}
			end
			local token = redis.call('INCR', KEYS[2])
			redis.call('SET', KEYS[1], token .. ':' .. ARGV[1], 'PX', ARGV[2])
			return { token }
			""");

	/** Key: lease. Arguments: value, duration. */
	private static final LuaScript RENEW = new LuaScript("""
			if redis.call('GET', KEYS[1]) ~= ARGV[1] then
			  return {}
			end
			return { redis.call('PEXPIRE', KEYS[1], ARGV[2]) }
			""");

	/** Key: lease. Argument: value. */
	private static final LuaScript RELEASE = new LuaScript("""
			if redis.call('GET', KEYS[1]) == ARGV[1] then
			  redis.call('DEL', KEYS[1])
			end
			return {}
			""");

	private final StreamConnection connection;

	RedisLeaseStore(StreamConnection connection) {
		this.connection = connection;
	}

	/** Value of the key of a lease. */
	static String valueOf(Lease lease) {
		return lease.token() + ":" + lease.member();
	}

	@Override
	public Collection<String> register(String group, String topic, String member, Duration duration) {
		return run("Group '" + group + "' could not be joined", REGISTER,
				new byte[][] { StreamKeys.members(group, topic) }, member, duration.toMillis())
			.stream()
			.map(StreamKeys::text)
			.toList();
	}

	@Override
	public void unregister(String group, String topic, String member) {
		run("Group '" + group + "' could not be left", UNREGISTER, new byte[][] { StreamKeys.members(group, topic) },
				member);
	}

	@Override
	public @Nullable Lease acquire(String group, LogPartition partition, String member, Duration duration) {
		List<Object> token = run("The lease of " + partition + " could not be acquired", ACQUIRE,
				new byte[][] { StreamKeys.lease(group, partition), StreamKeys.tokens(partition) }, member,
				duration.toMillis());
		return token.isEmpty() ? null : new Lease(group, partition, member, (Long) token.get(0));
	}

	@Override
	public @Nullable Lease renew(Lease lease, Duration duration) {
		return run("The lease of " + lease.partition() + " could not be renewed", RENEW,
				new byte[][] { StreamKeys.lease(lease.group(), lease.partition()) }, valueOf(lease),
				duration.toMillis())
			.isEmpty() ? null : lease;
	}

	@Override
	public void release(Lease lease) {
		run("The lease of " + lease.partition() + " could not be released", RELEASE,
				new byte[][] { StreamKeys.lease(lease.group(), lease.partition()) }, valueOf(lease));
	}

	private List<Object> run(String subject, LuaScript script, byte[][] keys, Object... arguments) {
		return this.connection.ask(subject, (redis) -> script.run(redis, keys, arguments));
	}

}
