package io.github.dualstream.transport.redis.streams;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Position;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.lease.Lease;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;

/**
 * Consumer group of streams. What was read and not committed is pending; committing an
 * offset acknowledges everything below it. Whatever changes the group is one script with
 * a check of the lease, so that a member without it changes nothing.
 */
final class StreamGroup {

	/** First word of a result: the lease is lost. */
	static final String LOST = "lost";

	/** First word of a result: the stream has no such group, as after its deletion. */
	static final String GONE = "gone";

	/** First word of a result: the pending entries were read, and others follow them. */
	static final String NEW = ">";

	private static final String FENCE = """
			if redis.call('GET', KEYS[2]) ~= ARGV[1] then
			  return { 'lost' }
			end
			local function attempt(...)
			  local result = redis.pcall(...)
			  if type(result) == 'table' and result.err and string.find(result.err, 'NOGROUP', 1, true) then
			    return nil, { 'gone' }
			  end
			  return result, nil
			end
			""";

	/**
	 * Takes over what members that are gone have pending, then removes these members.
	 * Keys: stream, lease. Arguments: lease, group, member, cursor. Result: state, next
	 * cursor or lowest pending id, last delivered id, number of deleted pending entries.
	 */
	private static final LuaScript CLAIM = new LuaScript(FENCE + """
			local claimed, gone = attempt('XAUTOCLAIM', KEYS[1], ARGV[2], ARGV[3], 0, ARGV[4], 'COUNT', 500, 'JUSTID')
			if gone or claimed.err then
			  return gone or claimed
			end
			local deleted = claimed[3] and #claimed[3] or 0
			if claimed[1] ~= '0-0' then
			  return { 'more', claimed[1], '', deleted }
			end
			for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[2])) do
			  local name, pending
			  for i = 1, #consumer, 2 do
			    if consumer[i] == 'name' then
			      name = consumer[i + 1]
			    elseif consumer[i] == 'pending' then
			      pending = consumer[i + 1]
			    end
			  end
			  if name ~= ARGV[3] and pending == 0 then
			    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[2], name)
			  end
			end
			local delivered = '0-0'
			for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
			  local name, last
			  for i = 1, #group, 2 do
			    if group[i] == 'name' then
			      name = group[i + 1]
			    elseif group[i] == 'last-delivered-id' then
			      last = group[i + 1]
			    end
			  end
			  if name == ARGV[2] then
			    delivered = last
			  end
			end
			return { 'ready', redis.call('XPENDING', KEYS[1], ARGV[2])[2] or '', delivered, deleted }
			""");

	/**
	 * Reads pending entries after an id, or new ones. Keys: stream, lease, deleted.
	 * Arguments: lease, group, member, number, id. Result: state, entries, bounds.
	 */
	private static final LuaScript READ = new LuaScript(StreamBounds.FUNCTION + FENCE
			+ """
					local state = ARGV[5]
					local entries = {}
					local function read()
					  local found, gone = attempt('XREADGROUP', 'GROUP', ARGV[2], ARGV[3], 'COUNT', ARGV[4], 'STREAMS', KEYS[1], state)
					  if gone or (found and found.err) then
					    return gone or found
					  end
					  entries = found and found[1][2] or {}
					  return nil
					end
					local failed = read()
					if not failed and #entries == 0 and state ~= '>' then
					  state = '>'
					  failed = read()
					end
					if failed then
					  return failed
					end
					return { state, entries, #entries > 0 and bounds(KEYS[1], KEYS[3]) or {} }
					""");

	/**
	 * Acknowledges all pending entries up to an id. Keys: stream, lease. Arguments:
	 * lease, group, id.
	 */
	private static final LuaScript COMMIT = new LuaScript(FENCE + """
			while true do
			  local pending, gone = attempt('XPENDING', KEYS[1], ARGV[2], '-', ARGV[3], 500)
			  if gone or pending.err then
			    return gone or pending
			  end
			  if #pending == 0 then
			    return { 'committed' }
			  end
			  local ids = {}
			  for i, entry in ipairs(pending) do
			    ids[i] = entry[1]
			  end
			  redis.call('XACK', KEYS[1], ARGV[2], unpack(ids))
			end
			""");

	/**
	 * Progress of the group. Keys: stream, deleted. Argument: group. Result: lowest
	 * pending id, number of pending ones, last delivered id, number of entries after it,
	 * bounds.
	 */
	private static final LuaScript PROGRESS = new LuaScript(StreamBounds.FUNCTION + """
			local pending, lowest, delivered, following = 0, '', '', 0
			if redis.call('EXISTS', KEYS[1]) == 1 then
			  following = redis.call('XLEN', KEYS[1])
			  for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
			    local name, last, lag
			    for i = 1, #group, 2 do
			      if group[i] == 'name' then
			        name = group[i + 1]
			      elseif group[i] == 'last-delivered-id' then
			        last = group[i + 1]
			      elseif group[i] == 'lag' then
			        lag = group[i + 1]
			      end
			    end
			    if name == ARGV[1] then
			      local summary = redis.call('XPENDING', KEYS[1], ARGV[1])
			      pending, lowest, delivered = summary[1], summary[2] or '', last
			      following = lag or #redis.call('XRANGE', KEYS[1], '(' .. last, '+', 'COUNT', 10000)
			    end
			  end
			end
			return { lowest, pending, delivered, following, bounds(KEYS[1], KEYS[2]) }
			""");

	private final String name;

	StreamGroup(String name) {
		this.name = name;
	}

	String name() {
		return this.name;
	}

	/**
	 * Create the group in a partition, unless it is there.
	 * @param connection connection to Redis
	 * @param partition the partition
	 * @param start start position
	 */
	void create(StreamConnection connection, LogPartition partition, StartPosition start) {
		byte[] stream = StreamKeys.bytes(StreamKeys.stream(partition));
		String subject = "Group '" + this.name + "' could not be created in " + partition;
		connection.ask(subject,
				(redis) -> redis
					.xgroupCreate(StreamOffset.from(stream, startId(partition, start)), StreamKeys.bytes(this.name),
							XGroupCreateArgs.Builder.mkstream())
					.toCompletableFuture()
					.exceptionallyCompose((failure) -> (StreamConnection.causeOf(failure) instanceof RedisBusyException)
							? CompletableFuture.completedFuture("OK") : CompletableFuture.failedFuture(failure)));
	}

	private static String startId(LogPartition partition, StartPosition start) {
		if (start instanceof StartPosition.Latest) {
			return "$";
		}
		if (start instanceof StartPosition.AtTime atTime) {
			// a time that is still to come is the end
			return atTime.time().isBefore(Instant.now())
					? StreamId.before(StreamId.atMillis(atTime.time().toEpochMilli())) : "$";
		}
		if (start instanceof StartPosition.AtPositions atPositions) {
			return atPositions.positions()
				.stream()
				.filter((position) -> position.topic().equals(partition.topic())
						&& position.partition() == partition.number())
				.map((position) -> StreamId.before(position.offset()))
				.findFirst()
				.orElse(StreamId.ZERO);
		}
		return StreamId.ZERO;
	}

	CompletableFuture<List<Object>> claim(RedisClusterAsyncCommands<byte[], byte[]> redis, Lease lease, String cursor) {
		return CLAIM.run(redis, keys(lease), RedisLeaseStore.valueOf(lease), this.name, lease.member(), cursor);
	}

	CompletableFuture<List<Object>> read(RedisClusterAsyncCommands<byte[], byte[]> redis, Lease lease, int records,
			String after) {
		return READ.run(redis,
				new byte[][] { StreamKeys.bytes(StreamKeys.stream(lease.partition())),
						StreamKeys.lease(this.name, lease.partition()), StreamKeys.deleted(lease.partition()) },
				RedisLeaseStore.valueOf(lease), this.name, lease.member(), records, after);
	}

	CompletableFuture<List<Object>> commit(RedisClusterAsyncCommands<byte[], byte[]> redis, Lease lease, long next) {
		return COMMIT.run(redis, keys(lease), RedisLeaseStore.valueOf(lease), this.name, StreamId.before(next));
	}

	private byte[][] keys(Lease lease) {
		return new byte[][] { StreamKeys.bytes(StreamKeys.stream(lease.partition())),
				StreamKeys.lease(this.name, lease.partition()) };
	}

	CompletableFuture<GroupProgress> progress(RedisClusterAsyncCommands<byte[], byte[]> redis, LogPartition partition) {
		String stream = StreamKeys.stream(partition);
		return PROGRESS.run(redis, new byte[][] { StreamKeys.bytes(stream), StreamKeys.deleted(partition) }, this.name)
			.thenApply((result) -> {
				StreamBounds bounds = StreamBounds.of(stream, (List<?>) result.get(4));
				Long committed = committed(stream, result.get(0), result.get(2));
				long lag = (Long) result.get(1) + (Long) result.get(3);
				return new GroupProgress(partition, (committed != null) ? committed : bounds.begin(), bounds.end(),
						committed != null, lag);
			});
	}

	/**
	 * Committed offset.
	 * @return the lowest pending one, otherwise that after the last delivered one;
	 * {@code null} without a group
	 */
	static @Nullable Long committed(String stream, Object pending, Object delivered) {
		String lowest = StreamKeys.text(pending);
		String last = StreamKeys.text(delivered);
		if (!lowest.isEmpty()) {
			return StreamId.offsetOf(stream, lowest);
		}
		if (last.isEmpty()) {
			return null;
		}
		return last.equals(StreamId.ZERO) ? 0 : StreamId.offsetOf(stream, last) + 1;
	}

	/** State that a script returned. */
	static String stateOf(List<?> result) {
		return StreamKeys.text(result.get(0));
	}

	/**
	 * Entries that {@link #read} returned.
	 * @return a record for each entry; {@code null} fields if it was deleted meanwhile
	 */
	static List<Entry> entriesOf(LogPartition partition, List<?> result) {
		String stream = StreamKeys.stream(partition);
		List<Entry> entries = new ArrayList<>();
		for (Object each : (List<?>) result.get(1)) {
			List<?> entry = (List<?>) each;
			long offset = StreamId.offsetOf(stream, StreamKeys.text(entry.get(0)));
			entries.add(new Entry(offset, (entry.size() > 1 && entry.get(1) instanceof List<?> fields)
					? StreamRecord.of(partition, offset, fields.stream().map((field) -> (byte[]) field).toList())
					: null));
		}
		return entries;
	}

	static @Nullable StreamBounds boundsOf(LogPartition partition, List<?> result) {
		List<?> bounds = (List<?>) result.get(2);
		return bounds.isEmpty() ? null : StreamBounds.of(StreamKeys.stream(partition), bounds);
	}

	/**
	 * Entry of a group.
	 *
	 * @param offset its offset
	 * @param record the record; {@code null} if it was deleted before it was read again
	 */
	record Entry(long offset, @Nullable StreamRecord record) {

	}

}
