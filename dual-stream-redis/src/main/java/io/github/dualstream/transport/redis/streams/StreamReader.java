package io.github.dualstream.transport.redis.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException.Reason;
import io.github.dualstream.transport.RecordKey;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/**
 * Reads streams by ranges of ids, with connections of its own that are opened on first
 * use.
 */
final class StreamReader implements LogReader {

	/** Number of records that one step towards the beginning counts. */
	private static final int STEP = 1000;

	/** Key: stream. Arguments: highest id, number. Result: id so many entries earlier. */
	private static final LuaScript BACK = new LuaScript("""
			local found = redis.call('XREVRANGE', KEYS[1], ARGV[1], '-', 'COUNT', ARGV[2])
			return #found > 0 and { found[#found][1] } or {}
			""");

	/**
	 * Key: stream. Arguments: lowest id, number. Result: id of the last of so many
	 * entries.
	 */
	private static final LuaScript ON = new LuaScript("""
			local found = redis.call('XRANGE', KEYS[1], ARGV[1], '+', 'COUNT', ARGV[2])
			return #found == tonumber(ARGV[2]) and { found[#found][1] } or {}
			""");

	private final TopicRegistry topics;

	private final StreamConnection connection;

	private final ArrivalWatch arrivals;

	private final PageSize page = new PageSize();

	/**
	 * Offset of the last record of each partition that {@link #readOn} returned. If it is
	 * no longer there, Redis has lost what it had acknowledged.
	 */
	private final Map<LogPartition, Long> last = new HashMap<>();

	StreamReader(RedisStreamsLog log) {
		this.topics = log.topics();
		this.connection = new StreamConnection(log.connections(), log.options().timeout());
		this.arrivals = new ArrivalWatch(log.connections(), log.options().timeout());
	}

	@Override
	public int partitionsOf(String topic) {
		TopicLayout layout = this.topics.find(topic);
		return (layout != null) ? layout.partitions() : 0;
	}

	@Override
	public String identityOf(String topic) {
		TopicLayout layout = this.topics.find(topic);
		return (layout != null) ? layout.identity() : "";
	}

	@Override
	public int partitionOf(RecordKey key, int partitions) {
		return Partitioning.partitionOf(key, partitions);
	}

	@Override
	public Map<LogPartition, Long> begins(Collection<LogPartition> partitions) {
		return bounds(partitions, StreamBounds::begin);
	}

	@Override
	public Map<LogPartition, Long> ends(Collection<LogPartition> partitions) {
		return bounds(partitions, StreamBounds::end);
	}

	private Map<LogPartition, Long> bounds(Collection<LogPartition> partitions, ToLongFunction<StreamBounds> bound) {
		String subject = "Partitions " + partitions + " could not be read";
		Map<LogPartition, CompletableFuture<List<Object>>> answers = new HashMap<>();
		partitions.forEach((partition) -> answers.put(partition, bounds(subject, partition)));
		Map<LogPartition, Long> offsets = new HashMap<>();
		answers.forEach(
				(partition, answer) -> offsets.put(partition, bound.applyAsLong(boundsOf(subject, partition, answer))));
		return offsets;
	}

	private CompletableFuture<List<Object>> bounds(String subject, LogPartition partition) {
		return send(subject, (redis) -> StreamBounds.SCRIPT.run(redis,
				new byte[][] { StreamKeys.bytes(StreamKeys.stream(partition)), StreamKeys.deleted(partition) }));
	}

	private StreamBounds boundsOf(String subject, LogPartition partition, CompletableFuture<List<Object>> answer) {
		return StreamBounds.of(StreamKeys.stream(partition),
				StreamConnection.await(subject, answer, this.connection.timeout()));
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Offsets are times here, so Redis counts the records.
	 */
	@Override
	public long offsetBefore(LogPartition partition, long offset, int records) {
		String subject = "Partition " + partition + " could not be read";
		String stream = StreamKeys.stream(partition);
		long reached = offset;
		for (int left = records; left > 0 && reached > 0; left -= STEP) {
			String before = StreamId.before(reached);
			int count = Math.min(left, STEP);
			List<Object> found = StreamConnection.await(subject,
					send(subject, (redis) -> BACK.run(redis, new byte[][] { StreamKeys.bytes(stream) }, before, count)),
					this.connection.timeout());
			reached = found.isEmpty() ? 0 : StreamId.offsetOf(stream, StreamKeys.text(found.get(0)));
		}
		return reached;
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Offsets are times here, so Redis counts the records, at most 1 000.
	 */
	@Override
	public long offsetAfter(LogPartition partition, long offset, int records) {
		String subject = "Partition " + partition + " could not be read";
		String stream = StreamKeys.stream(partition);
		List<Object> found = StreamConnection.await(subject, send(subject, (redis) -> ON.run(redis,
				new byte[][] { StreamKeys.bytes(stream) }, StreamId.of(offset), Math.min(records, STEP))),
				this.connection.timeout());
		return found.isEmpty() ? Long.MAX_VALUE : StreamId.offsetOf(stream, StreamKeys.text(found.get(0))) + 1;
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * A replica that was promoted without the newest entries continues with other ids:
	 * then there is none where one was read. A position may also be that of an entry.
	 */
	@Override
	public Set<Position> lost(Collection<Position> next) {
		Map<Position, CompletableFuture<List<Object>>> answers = new LinkedHashMap<>();
		for (Position position : next) {
			String stream = StreamKeys.stream(LogPartition.of(position));
			answers.put(position, send("Position " + position + " could not be read", (redis) -> BACK.run(redis,
					new byte[][] { StreamKeys.bytes(stream) }, StreamId.of(position.offset()), 1)));
		}
		Set<Position> lost = new HashSet<>();
		answers.forEach((position, answer) -> {
			List<Object> found = StreamConnection.await("Position " + position + " could not be read", answer,
					this.connection.timeout());
			if (found.isEmpty()
					|| StreamId.offsetOf(position.topic(), StreamKeys.text(found.get(0))) < position.offset() - 1) {
				lost.add(position);
			}
		});
		return lost;
	}

	@Override
	public void read(Map<LogPartition, OffsetRange> ranges, Consumer<LogRecord> handler) {
		ranges.forEach((partition, range) -> {
			long next = range.from();
			while (next < range.to()) {
				List<StreamRecord> records = page(partition, next, next, range.to()).await();
				records.forEach(handler);
				if (records.isEmpty()) {
					return;
				}
				next = records.get(records.size() - 1).position().offset() + 1;
			}
		});
	}

	@Override
	public Map<LogPartition, Long> readOn(Map<LogPartition, Long> from, Duration maxWait, Consumer<LogRecord> handler) {
		Map<LogPartition, Long> next = readOn(from, handler);
		long deadline = System.nanoTime() + maxWait.toNanos();
		for (Duration left = maxWait; next.isEmpty() && !left.isNegative()
				&& !left.isZero(); left = Duration.ofNanos(deadline - System.nanoTime())) {
			if (this.arrivals.await(from, left)) {
				next = readOn(from, handler);
			}
			else if (Thread.currentThread().isInterrupted()) {
				break;
			}
		}
		return next;
	}

	private Map<LogPartition, Long> readOn(Map<LogPartition, Long> from, Consumer<LogRecord> handler) {
		Map<LogPartition, Page> pages = new LinkedHashMap<>();
		from.forEach((partition, offset) -> pages.put(partition,
				page(partition, isLast(partition, offset) ? offset - 1 : offset, offset, Long.MAX_VALUE)));
		Map<LogPartition, List<StreamRecord>> read = new LinkedHashMap<>();
		pages.forEach((partition, page) -> {
			long offset = from.getOrDefault(partition, 0L);
			List<StreamRecord> records = page.await();
			requireWithin(partition, offset, page.bounds());
			if (isLast(partition, offset) && page.bounds().begin() < offset) {
				records = withoutLast(partition, offset - 1, records);
			}
			if (!records.isEmpty()) {
				read.put(partition, records);
			}
		});
		Map<LogPartition, Long> next = new HashMap<>();
		read.forEach((partition, records) -> {
			records.forEach(handler);
			long reached = records.get(records.size() - 1).position().offset();
			this.last.put(partition, reached);
			next.put(partition, reached + 1);
		});
		return next;
	}

	private boolean isLast(LogPartition partition, long offset) {
		Long known = this.last.get(partition);
		return known != null && known == offset - 1;
	}

	private static void requireWithin(LogPartition partition, long offset, StreamBounds bounds) {
		if (offset > bounds.end()) {
			throw new PositionUnavailableException(Reason.AHEAD,
					"Offset " + offset + " of " + partition + " is ahead of the log, which ends at " + bounds.end());
		}
	}

	/**
	 * A replica that was promoted without the newest entries continues with other ids, so
	 * that only the lack of the last entry tells.
	 */
	private List<StreamRecord> withoutLast(LogPartition partition, long offset, List<StreamRecord> records) {
		if (records.isEmpty() || records.get(0).position().offset() != offset) {
			this.last.remove(partition);
			throw new PositionUnavailableException(Reason.AHEAD, "The record at offset " + offset + " of " + partition
					+ " was read and is no longer in the log: it was deleted by hand, or Redis lost acknowledged "
					+ "records in a failover or restart");
		}
		return records.subList(1, records.size());
	}

	/**
	 * Request some records.
	 * @param partition partition to read
	 * @param from first offset
	 * @param needed offset from which on no record may be missing
	 * @param to last offset, exclusive
	 * @return the request
	 */
	private Page page(LogPartition partition, long from, long needed, long to) {
		String subject = "Partition " + partition + " could not be read";
		String stream = StreamKeys.stream(partition);
		Range<String> range = (to == Long.MAX_VALUE)
				? Range.from(Range.Boundary.including(StreamId.of(from)), Range.Boundary.unbounded())
				: Range.create(StreamId.of(from), StreamId.of(to - 1));
		CompletableFuture<List<StreamMessage<byte[], byte[]>>> messages = send(subject,
				(redis) -> redis.xrange(StreamKeys.bytes(stream), range, Limit.from(this.page.records() + 1L))
					.toCompletableFuture());
		// after the records: what the beginning has not passed by then, was not passed
		// over
		return new Page(partition, needed, messages, bounds(subject, partition));
	}

	private <T> CompletableFuture<T> send(String subject, Request<T> request) {
		try {
			return request.send(this.connection.commands());
		}
		catch (RuntimeException ex) {
			throw StreamConnection.unavailable(subject, ex);
		}
	}

	@Override
	public void close() {
		this.connection.close();
		this.arrivals.close();
	}

	@FunctionalInterface
	private interface Request<T> {

		CompletableFuture<T> send(RedisClusterAsyncCommands<byte[], byte[]> redis);

	}

	/** Answer to the request for some records. */
	private final class Page {

		private final LogPartition partition;

		private final long needed;

		private final CompletableFuture<List<StreamMessage<byte[], byte[]>>> messages;

		private final CompletableFuture<List<Object>> bounds;

		Page(LogPartition partition, long needed, CompletableFuture<List<StreamMessage<byte[], byte[]>>> messages,
				CompletableFuture<List<Object>> bounds) {
			this.partition = partition;
			this.needed = needed;
			this.messages = messages;
			this.bounds = bounds;
		}

		StreamBounds bounds() {
			return boundsOf("Partition " + this.partition + " could not be read", this.partition, this.bounds);
		}

		/**
		 * Wait for the records.
		 * @throws PositionUnavailableException if some of them are no longer in the log
		 */
		List<StreamRecord> await() {
			List<StreamMessage<byte[], byte[]>> found = StreamConnection.await(
					"Partition " + this.partition + " could not be read", this.messages,
					StreamReader.this.connection.timeout());
			long begin = bounds().begin();
			if (this.needed < begin) {
				throw new PositionUnavailableException(Reason.EXPIRED, "Offset " + this.needed + " of " + this.partition
						+ " is no longer in the log, which begins at " + begin);
			}
			List<StreamRecord> records = new ArrayList<>();
			for (StreamMessage<byte[], byte[]> message : found) {
				List<byte[]> fields = new ArrayList<>();
				// its keys are arrays, so that fields of one name are kept
				message.getBody().forEach((name, value) -> {
					fields.add(name);
					fields.add(value);
				});
				records.add(StreamRecord.of(this.partition,
						StreamId.offsetOf(StreamKeys.stream(this.partition), message.getId()), fields));
			}
			StreamReader.this.page.read(records);
			return records;
		}

	}

}
