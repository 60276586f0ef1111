package io.github.dualstream.transport.redis.streams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.DualStreamException;
import io.github.dualstream.Position;
import io.github.dualstream.RejectedException;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.transport.AppendBuffer;
import io.github.dualstream.transport.ConnectionProbe;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.redis.StreamConnections;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log on Redis Streams. A topic with n partitions is n streams, {@code topic:{0}} and so
 * on; an append is an {@code XADD}, sent without waiting for those before it. An
 * acknowledged record is as durable as the append-only file and the replicas of Redis
 * make it, which is less than Kafka with {@code acks=all}. Thread-safe.
 */
public final class RedisStreamsLog implements EventLog, AppendBuffer, ConnectionProbe, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(RedisStreamsLog.class);

	private final StreamConnections connections;

	private final RedisStreamsOptions options;

	private final StreamConnection appends;

	private final StreamConnection probes;

	private final TopicRegistry topics;

	private final Partitioning partitioning = new Partitioning();

	/** Bytes that may still be sent. Fair, so that a flush gets its turn. */
	private final Semaphore room;

	private final @Nullable ReplicaWaits replicas;

	private final AtomicBoolean described = new AtomicBoolean();

	/**
	 * Create the log. Connects with the first append.
	 * @param connections connections of the log, closed with it
	 * @param options limits of the log
	 */
	public RedisStreamsLog(StreamConnections connections, RedisStreamsOptions options) {
		this.connections = connections;
		this.options = options;
		this.appends = new StreamConnection(connections, options.timeout());
		this.probes = new StreamConnection(connections, options.timeout());
		this.topics = new TopicRegistry(
				new StreamConnection(connections, shorter(options.timeout(), options.maxBlock())));
		this.room = new Semaphore(options.bufferSize(), true);
		this.replicas = (options.waitReplicas() > 0) ? new ReplicaWaits(options.waitReplicas(), options.waitTimeout())
				: null;
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	StreamConnections connections() {
		return this.connections;
	}

	RedisStreamsOptions options() {
		return this.options;
	}

	TopicRegistry topics() {
		return this.topics;
	}

	@Override
	public CompletableFuture<Position> append(NewRecord record) {
		try {
			check(record);
			TopicLayout topic = topicOf(record.topic());
			int partition = this.partitioning.partitionOf(record, topic.partitions());
			RedisClusterAsyncCommands<byte[], byte[]> redis = connect(record);
			int size = Math.min(record.size(), this.options.bufferSize());
			acquire(size, record);
			return send(redis, record, new LogPartition(record.topic(), partition), size);
		}
		catch (DualStreamException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public void check(NewRecord record) {
		int size = record.size();
		if (size > this.options.maxRecordSize()) {
			throw new RejectedException("data", "makes a record of " + size + " bytes, more than the "
					+ this.options.maxRecordSize()
					+ " of dual-stream.publisher.max-event-size; publish a reference to it, or raise the limit");
		}
	}

	private TopicLayout topicOf(String topic) {
		try {
			TopicLayout layout = this.topics.find(topic);
			if (layout == null && this.options.partitions() > 0) {
				this.topics.create(topic, this.options.partitions(), Map.of());
				layout = this.topics.read(topic);
			}
			if (layout == null) {
				throw AppendFailures.noSuchTopic(topic);
			}
			return layout;
		}
		catch (LogUnavailableException ex) {
			throw AppendFailures.topicUnavailable(topic, (ex.getCause() != null) ? ex.getCause() : ex);
		}
	}

	private RedisClusterAsyncCommands<byte[], byte[]> connect(NewRecord record) {
		try {
			RedisClusterAsyncCommands<byte[], byte[]> redis = this.appends.commands();
			describeDurability(redis);
			return redis;
		}
		catch (RuntimeException ex) {
			throw AppendFailures.notSent(record, ex);
		}
	}

	private void acquire(int size, NewRecord record) {
		try {
			if (this.room.tryAcquire(size, this.options.maxBlock().toNanos(), TimeUnit.NANOSECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BackpressureException("Interrupted while waiting for room for " + record.description()
					+ " of topic '" + record.topic() + "'", ex);
		}
		throw new BackpressureException(
				"No room for " + record.description() + " of topic '" + record.topic()
						+ "' within dual-stream.publisher.max-block: Redis has not answered to earlier appends of "
						+ usedBytes() + " bytes (dual-stream.redis-streams.buffer-size)",
				new TimeoutException("no answer from Redis"));
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the returned
													// future
	private CompletableFuture<Position> send(RedisClusterAsyncCommands<byte[], byte[]> redis, NewRecord record,
			LogPartition partition, int size) {
		CompletableFuture<Position> outcome = new CompletableFuture<>();
		// does not complete what Redis still has to answer, so that its room stays taken
		CompletableFuture<String> answer = new CompletableFuture<>();
		answer.orTimeout(this.options.deliveryTimeout().toNanos(), TimeUnit.NANOSECONDS).whenComplete((id, failure) -> {
			if (failure != null) {
				outcome.completeExceptionally(AppendFailures.classify(record, failure));
			}
			else {
				complete(outcome, record, partition, id);
			}
		});
		byte[] key = StreamKeys.bytes(StreamKeys.stream(partition));
		Object[] fields = StreamFields.of(record);
		if (this.replicas == null) {
			redis.xadd(key, fields).whenComplete((id, failure) -> answered(answer, id, failure, size));
		}
		else {
			sendAndWait(this.replicas, redis, key, fields, answer, size);
		}
		return outcome;
	}

	private void answered(CompletableFuture<String> answer, @Nullable String id, @Nullable Throwable failure,
			int size) {
		if (failure != null) {
			answer.completeExceptionally(failure);
		}
		else {
			answer.complete(id);
		}
		this.room.release(size);
	}

	private void sendAndWait(ReplicaWaits replicas, RedisClusterAsyncCommands<byte[], byte[]> redis, byte[] key,
			Object[] fields, CompletableFuture<String> answer, int size) {
		CompletableFuture<String> added = new CompletableFuture<>();
		replicas.after(redis, () -> forward(redis.xadd(key, fields), added), (count, failure) -> {
			if (added.isCompletedExceptionally()) {
				forward(added, answer);
			}
			else if (count == null || count < replicas.replicas()) {
				answer.completeExceptionally((failure != null) ? failure
						: new IllegalStateException(
								"%d of %d replicas confirmed it (dual-stream.redis-streams.wait-replicas)"
									.formatted(count, replicas.replicas())));
			}
			else {
				forward(added, answer);
			}
			this.room.release(size);
		});
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the other future
	private static <T> void forward(CompletionStage<T> from, CompletableFuture<T> to) {
		from.whenComplete((result, failure) -> {
			if (failure != null) {
				to.completeExceptionally(failure);
			}
			else {
				to.complete(result);
			}
		});
	}

	private static void complete(CompletableFuture<Position> outcome, NewRecord record, LogPartition partition,
			String id) {
		try {
			outcome.complete(new Position(partition.topic(), partition.number(),
					StreamId.offsetOf(StreamKeys.stream(partition), id)));
		}
		catch (LogUnavailableException ex) {
			outcome.completeExceptionally(new UnknownOutcomeException("The " + record.description() + " is in topic '"
					+ record.topic() + "' but has no position: " + ex.getMessage(), ex));
		}
	}

	/** Log once, with the first connection, how durable an acknowledged record is. */
	@SuppressWarnings("FutureReturnValueIgnored") // only for display
	private void describeDurability(RedisClusterAsyncCommands<byte[], byte[]> redis) {
		if (!this.described.compareAndSet(false, true)) {
			return;
		}
		RedisFuture<String> info = redis.info("persistence");
		info.whenComplete((text, failure) -> {
			if (text != null && text.contains("aof_enabled:0")) {
				logger.warn("Redis writes no append-only file: a crash of Redis loses events that it had acknowledged. "
						+ "Set appendonly to yes, and appendfsync to always if none may be lost; see "
						+ "docs/redis-streams.md");
			}
			else {
				logger.info(
						"Events in Redis Streams are as durable as Redis: appendfsync and "
								+ "dual-stream.redis-streams.wait-replicas ({}) decide what a crash may lose",
						this.options.waitReplicas());
			}
		});
	}

	@Override
	public String system() {
		return "redis";
	}

	@Override
	public void flush() {
		try {
			if (this.room.tryAcquire(this.options.bufferSize(), this.options.deliveryTimeout().toNanos(),
					TimeUnit.NANOSECONDS)) {
				this.room.release(this.options.bufferSize());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public long usedBytes() {
		return (long) this.options.bufferSize() - this.room.availablePermits();
	}

	@Override
	public long capacityBytes() {
		return this.options.bufferSize();
	}

	@Override
	public Map<String, Object> probe(Duration timeout) throws TimeoutException {
		try {
			StreamConnection.await("Redis could not be asked", this.probes.commands().ping(), timeout);
			return Map.of();
		}
		catch (LogUnavailableException ex) {
			if (ex.getCause() instanceof TimeoutException) {
				throw new TimeoutException("Redis did not answer a PING within " + timeout.toMillis() + " ms");
			}
			throw ex;
		}
	}

	@Override
	public void close() {
		this.appends.close();
		this.probes.close();
		this.topics.close();
		this.connections.close();
	}

}
