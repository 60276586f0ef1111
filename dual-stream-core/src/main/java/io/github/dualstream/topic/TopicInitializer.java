package io.github.dualstream.topic;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.TopicAdministrationException;
import org.jspecify.annotations.Nullable;

/**
 * Creates and updates topics after its start, as far as the strategy allows, in the
 * background; {@link #await(Duration)} lets the first publish wait for them. While the
 * log is unavailable or rejects the request, the attempt is repeated until every topic
 * exists. From then on the topics are only compared periodically, and nothing is changed.
 * Thread-safe.
 */
public final class TopicInitializer implements AutoCloseable {

	private static final Duration RETRY = Duration.ofSeconds(5);

	private final Topics topics;

	private final Duration interval;

	private final Duration retry;

	private final SupervisedThread thread;

	private final AtomicBoolean started = new AtomicBoolean();

	private final CountDownLatch firstAttempt = new CountDownLatch(1);

	private final CountDownLatch closed = new CountDownLatch(1);

	private final TopicReport report;

	private volatile @Nullable TopicPlan latest;

	// of the thread
	private boolean done;

	/**
	 * Create the initializer.
	 * @param topics the topics
	 * @param interval interval of comparisons after the start
	 * @param threads threads of the application
	 */
	public TopicInitializer(Topics topics, Duration interval, Threads threads) {
		this(topics, interval, RETRY, threads);
	}

	TopicInitializer(Topics topics, Duration interval, Duration retry, Threads threads) {
		this.topics = topics;
		this.interval = interval;
		this.retry = retry;
		this.report = new TopicReport(topics.strategy());
		this.thread = threads.loop("dual-stream-topics", retry, this::step, () -> {
		});
	}

	/**
	 * Start, unless the strategy is to skip. Further calls have no effect.
	 */
	public void start() {
		if (this.topics.strategy() == TopicStrategy.SKIP) {
			this.firstAttempt.countDown();
			return;
		}
		if (this.started.compareAndSet(false, true)) {
			this.thread.start();
		}
	}

	/**
	 * Wait for the outcome of the first attempt.
	 * @param wait maximum time to wait
	 */
	public void await(Duration wait) {
		try {
			boolean unused = this.firstAttempt.await(wait.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Result of the last comparison.
	 * @return the plan as of then; {@code null} before the first successful comparison
	 */
	public @Nullable TopicPlan latest() {
		return this.latest;
	}

	private void step() throws InterruptedException {
		if (this.firstAttempt.getCount() > 0) {
			this.done = firstAttempt();
		}
		else if (!this.closed.await((this.done ? this.interval : this.retry).toMillis(), TimeUnit.MILLISECONDS)) {
			if (this.done) {
				compare();
			}
			else {
				this.done = attempt();
			}
		}
	}

	private boolean firstAttempt() {
		try {
			return attempt();
		}
		finally {
			this.firstAttempt.countDown();
		}
	}

	private boolean attempt() {
		try {
			TopicPlan plan = this.topics.plan(this.topics.strategy());
			return plan.steps().isEmpty() ? report(plan) : apply(plan);
		}
		catch (TopicAdministrationException ex) {
			failed(ex, this.retry);
			return ex.isDenied();
		}
	}

	private void compare() {
		try {
			found(this.topics.plan(TopicStrategy.VALIDATE_ONLY));
		}
		catch (TopicAdministrationException ex) {
			failed(ex, this.interval);
		}
	}

	private boolean report(TopicPlan plan) {
		found(plan);
		return plan.missing().isEmpty();
	}

	private void found(TopicPlan plan) {
		this.latest = plan;
		this.report.found(plan);
	}

	private boolean apply(TopicPlan plan) {
		this.report.planned(plan);
		boolean done = true;
		for (StepOutcome outcome : this.topics.apply(plan)) {
			if (outcome.failure() == null) {
				this.report.done(outcome.step());
			}
			else {
				failed(outcome.failure(), this.retry);
				done = done && outcome.failure().isDenied();
			}
		}
		// what was created is known by now, with its limits
		found(this.topics.plan(this.topics.strategy()));
		return done;
	}

	private void failed(TopicAdministrationException failure, Duration retry) {
		if (!this.thread.isEnding()) {
			this.report.failed(failure, retry);
		}
	}

	/**
	 * Stop, even during an attempt: missing answers of the log are not failures from then
	 * on.
	 */
	@Override
	public void close() {
		this.closed.countDown();
		this.thread.close();
	}

}
