package io.github.dualstream.transport.memory;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordKey;

/**
 * Topics of one log, under one lock. A topic is created by its first use. Thread-safe.
 */
final class MemoryStore {

	private final Clock clock;

	private final int defaultPartitions;

	private final int capacity;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Map<String, List<MemoryPartition>> topics = new LinkedHashMap<>();

	/** Number of times that a topic of a name was deleted. */
	private final Map<String, Integer> deletions = new HashMap<>();

	private boolean available = true;

	MemoryStore(Clock clock, int defaultPartitions, int capacity) {
		this.clock = clock;
		this.defaultPartitions = defaultPartitions;
		this.capacity = capacity;
	}

	Clock clock() {
		return this.clock;
	}

	static int partitionOf(RecordKey key, int partitions) {
		return Math.floorMod(key.hashCode(), partitions);
	}

	static int partitionOf(NewRecord record, int partitions) {
		Integer partition = record.partition();
		if (partition != null) {
			return partition % partitions;
		}
		RecordKey key = record.key();
		return (key != null) ? partitionOf(key, partitions) : ThreadLocalRandom.current().nextInt(partitions);
	}

	/** Run under the lock, whether the log is available or not. */
	<T> T call(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Run under the lock, then notify waiting threads of the change. */
	<T> T change(Supplier<T> action) {
		return call(() -> {
			T result = action.get();
			this.changed.signalAll();
			return result;
		});
	}

	/**
	 * Wait under the lock until a condition holds or the time is over.
	 * @throws InterruptedException if the thread is interrupted
	 */
	void await(Duration timeout, BooleanSupplier condition) throws InterruptedException {
		long nanos = timeout.toNanos();
		this.lock.lockInterruptibly();
		try {
			while (!condition.getAsBoolean() && nanos > 0) {
				nanos = this.changed.awaitNanos(Math.min(nanos, TimeUnit.HOURS.toNanos(1)));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void setAvailable(boolean isAvailable) {
		change(() -> this.available = isAvailable);
	}

	boolean isAvailable() {
		return call(() -> this.available);
	}

	void requireAvailable() {
		if (!isAvailable()) {
			throw new LogUnavailableException("The log in memory was made unavailable",
					new IllegalStateException("unavailable"));
		}
	}

	/** Names of the topics. Call under the lock. */
	Set<String> topics() {
		return Set.copyOf(this.topics.keySet());
	}

	/** Partitions of a topic. To be called under the lock. */
	List<MemoryPartition> topic(String name) {
		return this.topics.computeIfAbsent(name, (key) -> partitions(key, this.defaultPartitions));
	}

	/** Records of a partition. To be called under the lock. */
	MemoryPartition partition(LogPartition partition) {
		List<MemoryPartition> all = topic(partition.topic());
		if (partition.number() >= all.size()) {
			throw new IllegalArgumentException("Topic '" + partition.topic() + "' has " + all.size()
					+ " partitions, and so no partition " + partition.number());
		}
		return all.get(partition.number());
	}

	List<LogPartition> partitionsOf(String topic) {
		return call(() -> {
			List<LogPartition> names = new ArrayList<>();
			for (int number = 0; number < topic(topic).size(); number++) {
				names.add(new LogPartition(topic, number));
			}
			return names;
		});
	}

	boolean exists(String topic) {
		return call(() -> this.topics.containsKey(topic));
	}

	/** Add partitions up to a number; creates the topic if necessary. */
	void grow(String topic, int partitions) {
		change(() -> {
			List<MemoryPartition> all = this.topics.computeIfAbsent(topic, (key) -> new ArrayList<>());
			while (all.size() < partitions) {
				all.add(new MemoryPartition(new LogPartition(topic, all.size()), this.capacity));
			}
			return all;
		});
	}

	void delete(String topic) {
		change(() -> {
			this.topics.remove(topic);
			return this.deletions.merge(topic, 1, Integer::sum);
		});
	}

	/** Identity of a topic: another one after it was deleted. */
	String identityOf(String topic) {
		return call(() -> String.valueOf(this.deletions.getOrDefault(topic, 0)));
	}

	private List<MemoryPartition> partitions(String topic, int count) {
		List<MemoryPartition> all = new ArrayList<>();
		for (int number = 0; number < count; number++) {
			all.add(new MemoryPartition(new LogPartition(topic, number), this.capacity));
		}
		return all;
	}

}
