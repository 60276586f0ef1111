package io.github.dualstream.transport.memory;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.DualStreamException;
import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.transport.ConnectionProbe;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.NewRecord;
import org.jspecify.annotations.Nullable;

/**
 * Log in the memory of this process. Instances are independent of each other. A topic is
 * created by its first use. An append is acknowledged when the call returns. Thread-safe.
 * <p>
 * Tests make it fail with {@link #failNext}, {@link #failAll} and {@link #setAvailable}
 * until {@link #recover}, and make it look older with {@link #deleteBefore} and
 * {@link #deleteTopic}.
 */
public final class InMemoryLog implements EventLog, ConnectionProbe {

	private final MemoryStore store;

	private final Queue<AppendFault> faults = new ArrayDeque<>();

	private @Nullable AppendFault lasting;

	/**
	 * Create a log.
	 * @param clock clock for the time of an append
	 * @param partitions number of partitions of a topic that is created by its first use,
	 * from 1
	 * @param capacity minimum number of records that a partition keeps, from 1; older
	 * ones are deleted
	 */
	public InMemoryLog(Clock clock, int partitions, int capacity) {
		if (partitions < 1 || capacity < 1) {
			throw new IllegalArgumentException("partitions and capacity must be at least 1");
		}
		this.store = new MemoryStore(clock, partitions, capacity);
	}

	MemoryStore store() {
		return this.store;
	}

	@Override
	public CompletableFuture<Position> append(NewRecord record) {
		return this.store.change(() -> {
			AppendFault fault = nextFault();
			DualStreamException failure = (fault != null) ? failure(fault, record) : null;
			if (failure != null && fault != AppendFault.ACKNOWLEDGEMENT_LOST) {
				return CompletableFuture.failedFuture(failure);
			}
			int partition = MemoryStore.partitionOf(record, this.store.topic(record.topic()).size());
			Position position = this.store.partition(new LogPartition(record.topic(), partition))
				.append(this.store.clock(), record);
			return (failure != null) ? CompletableFuture.failedFuture(failure)
					: CompletableFuture.completedFuture(position);
		});
	}

	private @Nullable AppendFault nextFault() {
		if (!this.store.isAvailable()) {
			return AppendFault.REFUSED;
		}
		AppendFault next = this.faults.poll();
		return (next != null) ? next : this.lasting;
	}

	private static DualStreamException failure(AppendFault fault, NewRecord record) {
		String subject = "The " + record.description() + " for topic '" + record.topic() + "': ";
		return switch (fault) {
			case REFUSED -> new PublishFailedException(subject + "the log in memory was told to refuse it", null);
			case BACK_PRESSURE -> new BackpressureException(subject + "the log in memory was told to have no room",
					new IllegalStateException("no room"));
			case ACKNOWLEDGEMENT_LOST, REQUEST_LOST -> new UnknownOutcomeException(
					subject + "the log in memory was told not to answer", new IllegalStateException("no answer"));
		};
	}

	@Override
	public String system() {
		return "memory";
	}

	@Override
	public Map<String, Object> probe(Duration timeout) {
		this.store.requireAvailable();
		return Map.of("topics", this.store.call(() -> this.store.topics().size()));
	}

	/** Does nothing, since no append is outstanding. */
	@Override
	public void flush() {
	}

	/**
	 * Return all existing records.
	 * @return the records of all topics, in order for each partition
	 */
	public List<LogRecord> records() {
		return this.store.call(() -> this.store.topics().stream().flatMap((topic) -> records(topic).stream()).toList());
	}

	/**
	 * Return all existing records of a topic.
	 * @param topic name of the topic
	 * @return the records, in order for each partition
	 */
	public List<LogRecord> records(String topic) {
		return this.store.call(() -> {
			List<LogRecord> all = new ArrayList<>();
			this.store.topic(topic)
				.forEach((partition) -> all
					.addAll(partition.read(partition.begin(), partition.end(), Integer.MAX_VALUE)));
			return all;
		});
	}

	/**
	 * Make the next appends fail, each with one fault.
	 * @param next the faults, in the order of the appends
	 */
	public void failNext(AppendFault... next) {
		this.store.change(() -> Collections.addAll(this.faults, next));
	}

	/**
	 * Make all appends fail, such as those to a log that is full or read-only. Records
	 * can be read meanwhile.
	 * @param fault the fault; {@code null} to let appends succeed again
	 */
	public void failAll(@Nullable AppendFault fault) {
		this.store.change(() -> {
			this.lasting = fault;
			return this.faults;
		});
	}

	/**
	 * Make the log unavailable, or available again. While it is unavailable, appends are
	 * rejected and reads fail.
	 * @param available whether the log answers
	 */
	public void setAvailable(boolean available) {
		this.store.setAvailable(available);
	}

	/**
	 * End all failures, also those that no append has met yet.
	 */
	public void recover() {
		this.store.change(() -> {
			this.faults.clear();
			this.lasting = null;
			return this.faults;
		});
		setAvailable(true);
	}

	/**
	 * Delete records as retention would.
	 * @param partition partition of the records
	 * @param offset lowest offset to keep
	 */
	public void deleteBefore(LogPartition partition, long offset) {
		this.store.change(() -> {
			this.store.partition(partition).deleteBefore(offset);
			return offset;
		});
	}

	/**
	 * Delete a topic with all of its records. Its next use creates it anew, with offsets
	 * from 0.
	 * @param topic name of the topic
	 */
	public void deleteTopic(String topic) {
		this.store.delete(topic);
	}

}
