package io.github.dualstream.consumer.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.replay.ReplayStatus.State;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.PrintableText;
import io.github.dualstream.transport.StartPosition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reprocesses topics from a start position up to their end offsets as of the start of the
 * replay, under a group of its own. Several instances may run the same replay and share
 * its partitions. Events that are appended meanwhile may be handled as well. Thread-safe.
 */
public final class Replay implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Replay.class);

	private static final Duration LOOK = Duration.ofSeconds(1);

	private static final int LOOKS_PER_LOG_LINE = 10;

	private final EventConsumer consumer;

	private final ConsumerGroups groups;

	private final Threads threads;

	private final Map<LogPartition, Long> heads = new HashMap<>();

	private final Map<LogPartition, Long> begins = new HashMap<>();

	private @Nullable ScheduledExecutorService looks;

	private CompletableFuture<Void> completion = new CompletableFuture<>();

	private State state = State.STOPPED;

	private long startedAt;

	private long done;

	private int looked;

	Replay(EventConsumer consumer, ConsumerGroups groups, Threads threads) {
		this.consumer = consumer;
		this.groups = groups;
		this.threads = threads;
	}

	/**
	 * Consumer group of the replay.
	 * @return name of the group
	 */
	public String group() {
		return this.consumer.group();
	}

	/**
	 * Start, or resume where {@link #stop()} left off. Does nothing while it runs; starts
	 * from the beginning after it was completed.
	 */
	public synchronized void start() {
		if (this.state != State.RUNNING) {
			this.state = State.RUNNING;
			this.completion = new CompletableFuture<>();
			this.heads.clear();
			this.begins.clear();
			this.done = 0;
			this.startedAt = System.nanoTime();
			this.looks = this.threads.scheduler("dual-stream-replay-" + group());
			CompletableFuture<Void> unused = look().thenRun(this::read);
		}
	}

	/**
	 * Start reading after the first measurement: records handled earlier could not be
	 * distinguished from the rest.
	 */
	private synchronized void read() {
		if (this.state == State.RUNNING && this.looks != null) {
			this.consumer.start();
			ScheduledFuture<?> unused = this.looks.scheduleWithFixedDelay(this::lookAgain, LOOK.toMillis(),
					LOOK.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	/**
	 * Completion of the current run.
	 * @return a future that completes when everything up to the end offsets has been
	 * handled
	 */
	public synchronized CompletableFuture<Void> completion() {
		return this.completion.copy();
	}

	/**
	 * Stop and keep the progress. Waits for the handlers.
	 */
	public void stop() {
		end(State.STOPPED);
	}

	/** Same as {@link #stop()}. */
	@Override
	public void close() {
		stop();
	}

	/**
	 * Current status of the replay.
	 * @return a snapshot
	 */
	public synchronized ReplayStatus status() {
		long total = sum(this.heads) - sum(this.begins);
		double pace = this.done / (double) Math.max(1, System.nanoTime() - this.startedAt);
		Duration left = (pace > 0 && this.state == State.RUNNING)
				? Duration.ofNanos((long) ((total - this.done) / pace)) : null;
		return new ReplayStatus(group(), this.state, this.done, this.begins.isEmpty() ? 0 : total, left);
	}

	private static long sum(Map<LogPartition, Long> offsets) {
		return offsets.values().stream().mapToLong(Long::longValue).sum();
	}

	private CompletableFuture<Void> look() {
		return this.groups.progress(group(), this.consumer.topics()).thenAccept(this::look).exceptionally((failure) -> {
			logger.warn("Could not read the progress of replay '{}': {}", group(),
					PrintableText.ofInnermostCause(failure));
			return null;
		});
	}

	private void lookAgain() {
		CompletableFuture<Void> unused = look();
	}

	private void look(List<GroupProgress> progress) {
		if (measure(progress)) {
			// not on the thread of Kafka's client, which ending needs
			Threads.once("dual-stream-replay-end-" + group(), this::complete);
		}
	}

	/**
	 * Update the progress.
	 * @return whether the end offsets are reached
	 */
	private synchronized boolean measure(List<GroupProgress> progress) {
		if (this.heads.isEmpty()) {
			progress.forEach((each) -> this.heads.put(each.partition(), each.end()));
		}
		if (this.begins.isEmpty() && progress.stream().allMatch(this::hasBegun)) {
			progress.forEach((each) -> this.begins.put(each.partition(), Math.min(each.next(), head(each))));
		}
		if (this.state != State.RUNNING || this.begins.isEmpty()) {
			return false;
		}
		this.done = progress.stream().mapToLong((each) -> Math.min(each.next(), head(each))).sum() - sum(this.begins);
		ReplayStatus status = status();
		if (this.looked++ % LOOKS_PER_LOG_LINE == 0) {
			logger.info("Replay '{}': {} of {} records, {} %, {} left", group(), status.done(), status.total(),
					status.percent(), (status.left() != null) ? status.left().toSeconds() + " s" : "unknown time");
		}
		return progress.stream().allMatch((each) -> each.next() >= head(each));
	}

	private boolean hasBegun(GroupProgress progress) {
		return progress.committed() || this.consumer.startPosition() == StartPosition.EARLIEST;
	}

	/** A partition that was added later has nothing to replay. */
	private long head(GroupProgress progress) {
		return this.heads.getOrDefault(progress.partition(), 0L);
	}

	private void complete() {
		try {
			forget();
		}
		catch (RuntimeException | Error ex) {
			this.completion.completeExceptionally(ex);
		}
	}

	private void forget() {
		if (!end(State.COMPLETED)) {
			return;
		}
		logger.info("Replay '{}' reached the end offsets after {} records", group(), status().done());
		CompletableFuture<Void> unused = this.groups.forget(group()).whenComplete((forgotten, failure) -> {
			if (failure != null) {
				logger.warn(
						"Failed to delete the offsets of replay '{}'; if started again, it resumes at the end offsets",
						group(), failure);
			}
			this.completion.complete(null);
		});
	}

	private boolean end(State end) {
		synchronized (this) {
			if (this.state != State.RUNNING || this.looks == null) {
				return false;
			}
			this.state = end;
			this.looks.shutdownNow();
		}
		this.consumer.stop();
		return true;
	}

}
