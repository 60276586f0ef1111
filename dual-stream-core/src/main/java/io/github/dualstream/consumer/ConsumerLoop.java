package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Poll loop of a consumer: reads records, passes them to the workers, and commits
 * offsets. All of it on one thread; other threads may read its state.
 */
final class ConsumerLoop implements AssignmentListener {

	private static final Logger logger = LoggerFactory.getLogger(ConsumerLoop.class);

	private static final Duration POLL = Duration.ofMillis(100);

	private static final Duration FINISHING_POLL = Duration.ofMillis(10);

	private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);

	/** Timeout of the commit after a handler that outlasts the drain timeout. */
	private static final Duration LAST_COMMIT_TIMEOUT = Duration.ofSeconds(1);

	private final Map<LogPartition, PartitionWork> partitions = new ConcurrentHashMap<>();

	private final Map<LogPartition, Long> committed = new HashMap<>();

	private final Set<LogPartition> halted = new HashSet<>();

	private final ConsumerSettings settings;

	private final KeyedExecutor executor;

	private final InFlight inFlight;

	private final UnreadableRecords unreadable;

	private final DeadLetterWatch deadLetters;

	private final AfterDeadLetter mode;

	private final Ordering ordering;

	private volatile boolean paused;

	/** Deadline by {@link System#nanoTime()} once the consumer stops. */
	private volatile @Nullable Long finishBy;

	private long committedAt = System.nanoTime();

	ConsumerLoop(ConsumerDefinition consumer, KeyedExecutor executor, InFlight inFlight) {
		this.settings = consumer.settings();
		this.executor = executor;
		this.inFlight = inFlight;
		this.unreadable = new UnreadableRecords(consumer.group());
		this.deadLetters = new DeadLetterWatch(consumer);
		this.mode = consumer.afterDeadLetter();
		this.ordering = consumer.ordering();
	}

	/** Pause or resume reading. */
	void pause(boolean paused) {
		this.paused = paused;
	}

	/** Status of the assigned partitions. Thread-safe. */
	List<ConsumerStatus.Partition> status() {
		return this.partitions.entrySet()
			.stream()
			.map((entry) -> entry.getValue()
				.status(entry.getKey(), this.deadLetters.isFollowing(), this.unreadable.of(entry.getKey())))
			.toList();
	}

	/**
	 * Have an unreadable record skipped by the next iteration.
	 * @return whether the partition waits at it
	 */
	boolean skip(LogPartition partition, long offset) {
		return this.unreadable.skip(partition, offset);
	}

	/** Start the drain timeout, whatever the current iteration waits for. Thread-safe. */
	void end() {
		this.finishBy = System.nanoTime() + this.settings.drainTimeout().toNanos();
	}

	/** Run one iteration. */
	void turn(GroupMember member) {
		this.unreadable.skip(member, this.partitions);
		handOver(member.poll(POLL));
		if (!this.paused) {
			this.executor.add(this.deadLetters.read(this.partitions));
		}
		halt(member);
		if (System.nanoTime() - this.committedAt >= this.settings.commitInterval().toNanos()) {
			commit(member, this.partitions.keySet());
		}
	}

	/**
	 * Shut down in order, before the member is closed: read nothing more, finish started
	 * records and those below them, and commit. Keeps polling meanwhile, since a
	 * rebalancing group accepts no commits until the rebalance ends.
	 */
	void finish(GroupMember member) {
		long deadline = drainBy();
		pause(true);
		this.partitions.values().forEach(PartitionWork::drain);
		boolean finished = false;
		try {
			while (!finished && System.nanoTime() - deadline < 0) {
				halt(member);
				handOver(member.poll(FINISHING_POLL));
				finished = isDrained() && tryCommit(member, this.partitions.keySet());
			}
		}
		catch (LogUnavailableException ex) {
			logger.warn("Failed to commit the last offsets: {}", ex.getMessage());
			return;
		}
		if (!finished) {
			logger.warn("Could not finish and commit all records within the drain timeout of {} ms; some events"
					+ " will be handled again", this.settings.drainTimeout().toMillis());
		}
	}

	private long drainBy() {
		Long finishBy = this.finishBy;
		return (finishBy != null) ? finishBy : System.nanoTime() + this.settings.drainTimeout().toNanos();
	}

	/** An unavailable log must not prevent the application from stopping. */
	private Duration commitTimeout() {
		Long finishBy = this.finishBy;
		if (finishBy == null) {
			return COMMIT_TIMEOUT;
		}
		Duration left = Duration.ofNanos(finishBy - System.nanoTime());
		if (left.compareTo(LAST_COMMIT_TIMEOUT) < 0) {
			return LAST_COMMIT_TIMEOUT;
		}
		return (left.compareTo(COMMIT_TIMEOUT) < 0) ? left : COMMIT_TIMEOUT;
	}

	private boolean isDrained() {
		return this.partitions.values().stream().allMatch(PartitionWork::isDrained);
	}

	private void handOver(Map<LogPartition, LogBatch> batches) {
		batches.forEach((partition, read) -> {
			PartitionWork work = this.partitions.get(partition);
			if (work != null) {
				this.executor.add(work.add(read));
			}
		});
	}

	private void halt(GroupMember member) {
		Set<LogPartition> halt = new HashSet<>();
		Set<LogPartition> goOn = new HashSet<>();
		boolean all = this.paused || this.inFlight.isFull();
		this.partitions.forEach((partition, work) -> {
			boolean halting = all || this.unreadable.of(partition) != null || this.deadLetters.holdsBack(partition)
					|| work.uncommitted() >= this.settings.maxUncommitted();
			if (halting && this.halted.add(partition)) {
				halt.add(partition);
			}
			else if (!halting && this.halted.remove(partition)) {
				goOn.add(partition);
			}
		});
		member.pause(halt);
		member.resume(goOn);
	}

	/**
	 * Commit the offsets of completed records.
	 * @return whether the commit was confirmed, so that no member handles the records
	 * again
	 */
	private boolean commit(GroupMember member, Collection<LogPartition> which) {
		try {
			return tryCommit(member, which);
		}
		catch (LogUnavailableException ex) {
			logger.warn("Failed to commit offsets; records completed since the last commit may be handled again: {}",
					ex.getMessage());
			return false;
		}
	}

	private boolean tryCommit(GroupMember member, Collection<LogPartition> which) {
		this.committedAt = System.nanoTime();
		Map<LogPartition, Long> next = new HashMap<>();
		for (LogPartition partition : which) {
			PartitionWork work = this.partitions.get(partition);
			Long offset = (work != null) ? work.next() : null;
			if (offset != null && !offset.equals(this.committed.get(partition))) {
				next.put(partition, offset);
			}
		}
		if (next.isEmpty()) {
			return true;
		}
		if (!member.commit(next, commitTimeout())) {
			return false;
		}
		this.committed.putAll(next);
		return true;
	}

	@Override
	public void assigned(GroupMember member, Collection<LogPartition> partitions) {
		partitions.forEach((partition) -> this.partitions.put(partition,
				new PartitionWork(this.inFlight, new PartitionDeadLetters(this.mode), this.ordering)));
		this.deadLetters.add(partitions);
		halt(member);
	}

	@Override
	public void revoked(GroupMember member, Collection<LogPartition> partitions) {
		drain(partitions, PartitionWork::drain, drainBy());
		if (!commit(member, partitions)) {
			logger.warn("Partitions {} were revoked before their offsets were committed; "
					+ "the new owner will process those records again", partitions);
		}
		forget(partitions);
	}

	@Override
	public void lost(Collection<LogPartition> partitions) {
		drain(partitions, PartitionWork::close, System.nanoTime());
		forget(partitions);
	}

	@Override
	public void unreadable(LogPartition partition, long offset, Throwable cause) {
		PartitionWork work = this.partitions.get(partition);
		if (work != null) {
			work.readTo(offset);
			this.unreadable.add(partition, offset, cause);
		}
	}

	/**
	 * Called when the member is closed, possibly without reporting its partitions as
	 * revoked.
	 */
	void left() {
		lost(Set.copyOf(this.partitions.keySet()));
		this.deadLetters.close();
	}

	private void drain(Collection<LogPartition> partitions, Consumer<PartitionWork> ending, long deadline) {
		Map<LogPartition, PartitionWork> going = new HashMap<>(this.partitions);
		going.keySet().retainAll(partitions);
		going.values().forEach(ending);
		going.forEach((partition, work) -> {
			boolean idle = work.awaitIdle(deadline);
			work.close();
			if (!idle) {
				logger.warn("Partition {} was revoked while some of its events are still being handled; "
						+ "the new owner may process them again", partition);
			}
		});
	}

	private void forget(Collection<LogPartition> partitions) {
		this.deadLetters.remove(partitions);
		for (LogPartition partition : partitions) {
			PartitionWork work = this.partitions.remove(partition);
			if (work != null) {
				work.discard();
			}
			this.unreadable.remove(partition);
			this.committed.remove(partition);
			this.halted.remove(partition);
		}
	}

}
