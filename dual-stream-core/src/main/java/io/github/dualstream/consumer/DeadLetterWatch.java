package io.github.dualstream.consumer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.consumer.deadletter.DeadLetterFollower;
import io.github.dualstream.consumer.deadletter.DeadLetterJournal;
import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the dead-letter records of a consumer's assigned partitions, and passes them to
 * the work of each partition. For the thread of the consumer's loop.
 */
final class DeadLetterWatch {

	private static final Logger logger = LoggerFactory.getLogger(DeadLetterWatch.class);

	private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long INTERVAL_AFTER_FAILURE = TimeUnit.SECONDS.toNanos(2);

	private final String group;

	private final @Nullable DeadLetterJournal journal;

	private final AfterDeadLetter mode;

	private final Set<LogPartition> followed = new HashSet<>();

	private final Set<LogPartition> behind = new HashSet<>();

	private final Set<LogPartition> gone = new HashSet<>();

	private boolean changed;

	private @Nullable DeadLetterFollower follower;

	private long nextAt = System.nanoTime();

	DeadLetterWatch(ConsumerDefinition consumer) {
		this.group = consumer.group();
		this.journal = consumer.journal();
		this.mode = consumer.afterDeadLetter();
	}

	/** Follow these partitions as well. */
	void add(Collection<LogPartition> partitions) {
		if (this.journal != null) {
			this.followed.addAll(partitions);
			this.behind.addAll(partitions);
			this.changed = true;
		}
	}

	/** Stop following these partitions. */
	void remove(Collection<LogPartition> partitions) {
		this.followed.removeAll(partitions);
		this.behind.removeAll(partitions);
		this.gone.addAll(partitions);
		this.changed = true;
	}

	/** Stop following all partitions. */
	void close() {
		if (this.follower != null) {
			this.follower.close();
			this.follower = null;
		}
	}

	/**
	 * A partition that was revoked and assigned again must be read from its beginning.
	 */
	private void follow(DeadLetterJournal journal) {
		if (this.follower == null) {
			this.follower = journal.follow(this.group);
		}
		Set<LogPartition> remaining = new HashSet<>(this.followed);
		remaining.removeAll(this.gone);
		this.follower.follow(remaining);
		this.follower.follow(this.followed);
		this.gone.clear();
		this.changed = false;
	}

	/**
	 * Whether a partition must not start yet.
	 */
	boolean holdsBack(LogPartition partition) {
		return this.mode == AfterDeadLetter.PARK && this.behind.contains(partition);
	}

	/** Whether it has a journal to follow. */
	boolean isFollowing() {
		return this.journal != null;
	}

	/**
	 * Continue reading if it is due.
	 * @return the queues that were idle before, and have records to redrive
	 */
	List<KeyQueue> read(Map<LogPartition, PartitionWork> partitions) {
		if (this.journal == null || System.nanoTime() - this.nextAt < 0) {
			return List.of();
		}
		this.nextAt = System.nanoTime() + (this.behind.isEmpty() ? INTERVAL : 0);
		try {
			if (this.changed) {
				follow(this.journal);
			}
			return (this.follower != null) ? read(this.follower, partitions) : List.of();
		}
		catch (LogUnavailableException ex) {
			logger.error("{}; no dead-letter records are redriven meanwhile{}", ex.getMessage(),
					(this.mode == AfterDeadLetter.PARK) ? ", and partitions that have not started wait: " + this.behind
							: "");
			this.nextAt = System.nanoTime() + INTERVAL_AFTER_FAILURE;
			return List.of();
		}
	}

	private List<KeyQueue> read(DeadLetterFollower following, Map<LogPartition, PartitionWork> partitions) {
		Map<LogPartition, List<DeadLetterMark>> read = new HashMap<>();
		for (DeadLetterMark mark : following.poll()) {
			read.computeIfAbsent(mark.originPartition(), (absent) -> new ArrayList<>()).add(mark);
		}
		for (LogPartition partition : Set.copyOf(this.behind)) {
			if (following.isCaughtUp(partition)) {
				read.putIfAbsent(partition, List.of());
				this.behind.remove(partition);
			}
		}
		List<KeyQueue> ready = new ArrayList<>();
		read.forEach((partition, marks) -> {
			PartitionWork work = partitions.get(partition);
			if (work != null) {
				ready.addAll(work.read(marks, !this.behind.contains(partition)));
			}
		});
		return ready;
	}

}
