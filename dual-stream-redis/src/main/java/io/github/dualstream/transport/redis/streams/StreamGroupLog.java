package io.github.dualstream.transport.redis.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.lease.GroupLog;
import io.github.dualstream.transport.lease.GroupRead;
import io.github.dualstream.transport.lease.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams as one member of a group reads them. First come the entries that are pending,
 * of this member and of those that had the partition before, then new ones.
 */
final class StreamGroupLog implements GroupLog {

	private static final Logger logger = LoggerFactory.getLogger(StreamGroupLog.class);

	private final StreamGroup group;

	private final StartPosition start;

	private final TopicRegistry topics;

	private final StreamConnection connection;

	private final ArrivalWatch arrivals;

	private final PageSize page = new PageSize();

	/** Partitions of which all pending entries have been read. */
	private final Set<LogPartition> caughtUp = new HashSet<>();

	/** Topics that the group has begun to read. */
	private final Set<String> begun = new HashSet<>();

	StreamGroupLog(String group, StartPosition start, RedisStreamsLog log) {
		this.group = new StreamGroup(group);
		this.start = start;
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
	public long begin(Lease lease) {
		LogPartition partition = lease.partition();
		if (!this.begun.contains(partition.topic())) {
			begin(partition.topic());
		}
		String subject = "Group '" + this.group.name() + "' could not begin to read " + partition;
		String cursor = StreamId.ZERO;
		long deleted = 0;
		boolean created = false;
		while (true) {
			String from = cursor;
			List<Object> result = this.connection.ask(subject, (redis) -> this.group.claim(redis, lease, from));
			String state = StreamGroup.stateOf(result);
			if (state.equals(StreamGroup.LOST) || (created && state.equals(StreamGroup.GONE))) {
				throw new LogUnavailableException(subject + ": its lease was lost", null);
			}
			if (state.equals(StreamGroup.GONE)) {
				// a partition that was added, or a stream that was deleted
				this.group.create(this.connection, partition, StartPosition.EARLIEST);
				created = true;
				continue;
			}
			deleted += (Long) result.get(3);
			cursor = StreamKeys.text(result.get(1));
			if (!state.equals("more")) {
				warnOfDeleted(partition, deleted);
				this.caughtUp.remove(partition);
				Long next = StreamGroup.committed(StreamKeys.stream(partition), result.get(1), result.get(2));
				requireWithin(partition, StreamKeys.text(result.get(2)));
				return (next != null) ? next : 0;
			}
		}
	}

	/**
	 * A group that stands in the future and ahead of the stream would wait in silence
	 * until the ids of new entries have passed it.
	 */
	private void requireWithin(LogPartition partition, String delivered) {
		String stream = StreamKeys.stream(partition);
		long next = StreamId.offsetOf(stream, delivered) + 1;
		long tolerated = System.currentTimeMillis() + RedisTopicAdministration.CLOCK_TOLERANCE.toMillis();
		if (StreamId.millisOf(next) < tolerated) {
			return;
		}
		long end = this.topics.boundsOf(partition).end();
		if (next > end) {
			throw new LogUnavailableException(
					("Group '%s' stands at id %s of stream '%s', in the future and ahead of its last id %s, and would "
							+ "wait in silence until then: another program has set it. Set it back by XGROUP SETID %s %s "
							+ "and the last id that was handled")
						.formatted(this.group.name(), delivered, stream, StreamId.before(end), stream,
								this.group.name()),
					null);
		}
	}

	/**
	 * Give a group that has not read a topic before its start position in all partitions
	 * at once. If that is interrupted, some records may be read that precede it, but none
	 * is skipped.
	 */
	private void begin(String topic) {
		byte[] key = StreamKeys.topicsOf(this.group.name());
		byte[] name = StreamKeys.bytes(topic);
		String subject = "Group '" + this.group.name() + "' could not begin to read topic '" + topic + "'";
		if (!this.connection.ask(subject, (redis) -> redis.sismember(key, name))) {
			this.topics.partitionsOf(topic)
				.forEach((partition) -> this.group.create(this.connection, partition, this.start));
			this.connection.ask(subject, (redis) -> redis.sadd(key, name));
			logger.info("Group '{}' begins to read topic '{}' at its start position", this.group.name(), topic);
		}
		this.begun.add(topic);
	}

	@Override
	public GroupRead read(Map<Lease, Long> from, Duration maxWait) {
		GroupRead read = read(from);
		if (!read.batches().isEmpty() || !read.lost().isEmpty()) {
			return read;
		}
		Map<LogPartition, Long> next = new HashMap<>();
		from.forEach((lease, offset) -> next.put(lease.partition(), offset));
		return this.arrivals.await(next, maxWait) ? read(from) : GroupRead.NOTHING;
	}

	private GroupRead read(Map<Lease, Long> from) {
		Map<Lease, CompletableFuture<List<Object>>> answers = new LinkedHashMap<>();
		from.forEach((lease, offset) -> answers.put(lease, request(lease, offset)));
		Map<LogPartition, LogBatch> batches = new HashMap<>();
		Set<LogPartition> lost = new HashSet<>();
		LogUnavailableException failure = null;
		for (Map.Entry<Lease, CompletableFuture<List<Object>>> answer : answers.entrySet()) {
			LogPartition partition = answer.getKey().partition();
			try {
				List<Object> result = StreamConnection.await(subject(partition), answer.getValue(),
						this.connection.timeout());
				String state = StreamGroup.stateOf(result);
				if (state.equals(StreamGroup.LOST) || state.equals(StreamGroup.GONE)) {
					lost.add(partition);
				}
				else if (!add(batches, partition, from.getOrDefault(answer.getKey(), 0L), result)) {
					lost.add(partition);
				}
			}
			catch (LogUnavailableException ex) {
				// what Redis may have delivered is pending, and read again
				this.caughtUp.remove(partition);
				failure = ex;
			}
		}
		if (failure != null && batches.isEmpty() && lost.isEmpty()) {
			throw failure;
		}
		return new GroupRead(batches, lost);
	}

	private CompletableFuture<List<Object>> request(Lease lease, long from) {
		String after = this.caughtUp.contains(lease.partition()) ? StreamGroup.NEW : StreamId.before(from);
		try {
			return this.group.read(this.connection.commands(), lease, this.page.records(), after);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private String subject(LogPartition partition) {
		return "Group '" + this.group.name() + "' could not read " + partition;
	}

	/**
	 * Add the records that were read.
	 * @return {@code false} if the group stands at an earlier offset than this member
	 */
	private boolean add(Map<LogPartition, LogBatch> batches, LogPartition partition, long from, List<Object> result) {
		boolean isNew = StreamGroup.stateOf(result).equals(StreamGroup.NEW);
		if (isNew) {
			this.caughtUp.add(partition);
		}
		List<StreamGroup.Entry> entries = StreamGroup.entriesOf(partition, result);
		if (entries.isEmpty()) {
			return true;
		}
		if (isNew && entries.get(0).offset() < from) {
			logger.error("Redis delivers offset {} of {} to group '{}' again, which had read up to {}: a replica was "
					+ "promoted that did not know, or another program has set the id of the group. What the group has "
					+ "not committed is processed again", entries.get(0).offset(), partition, this.group.name(), from);
			return false;
		}
		StreamBounds bounds = StreamGroup.boundsOf(partition, result);
		if (isNew && bounds != null && from < bounds.begin()) {
			logger.error("Records {} to {} of {} were deleted before group '{}' had read them; continuing at {}", from,
					bounds.begin() - 1, partition, this.group.name(), entries.get(0).offset());
		}
		List<LogRecord> records = new ArrayList<>();
		for (StreamGroup.Entry entry : entries) {
			LogRecord record = entry.record();
			if (record != null) {
				records.add(record);
			}
		}
		warnOfDeleted(partition, entries.size() - records.size());
		this.page.read(records);
		batches.put(partition, new LogBatch(records, entries.get(entries.size() - 1).offset() + 1));
		return true;
	}

	private void warnOfDeleted(LogPartition partition, long deleted) {
		if (deleted > 0) {
			logger.error("{} records of {} were deleted before group '{}' had handled them", deleted, partition,
					this.group.name());
		}
	}

	@Override
	public boolean commit(Lease lease, long next, Duration timeout) {
		LogPartition partition = lease.partition();
		String subject = "Group '" + this.group.name() + "' could not commit offset " + next + " of " + partition;
		try {
			List<Object> result = StreamConnection.await(subject,
					this.group.commit(this.connection.commands(), lease, next), timeout);
			String state = StreamGroup.stateOf(result);
			return !state.equals(StreamGroup.LOST) && !state.equals(StreamGroup.GONE);
		}
		catch (LogUnavailableException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw StreamConnection.unavailable(subject, ex);
		}
	}

	@Override
	public void end(Lease lease) {
		this.caughtUp.remove(lease.partition());
	}

	@Override
	public void wakeUp() {
		this.arrivals.wakeUp();
	}

	@Override
	public void close() {
		this.connection.close();
		this.arrivals.close();
	}

}
