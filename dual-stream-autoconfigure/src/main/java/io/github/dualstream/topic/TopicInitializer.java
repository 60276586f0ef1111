package io.github.dualstream.topic;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.transport.TopicAdministrationException;

/**
 * Brings the topics to where the strategy allows when the application starts. Waits for a
 * short time, so that the first publish finds them; while the log is away or refuses, the
 * application starts all the same, and the attempt is repeated in the background until
 * every topic exists.
 */
public final class TopicInitializer implements AutoCloseable {

	private static final Duration RETRY = Duration.ofSeconds(5);

	private final Topics topics;

	private final Duration retry;

	private final CountDownLatch firstAttempt = new CountDownLatch(1);

	private final CountDownLatch closed = new CountDownLatch(1);

	private final TopicReport report = new TopicReport();

	/**
	 * Create the initializer.
	 * @param topics the topics
	 */
	public TopicInitializer(Topics topics) {
		this(topics, RETRY);
	}

	TopicInitializer(Topics topics, Duration retry) {
		this.topics = topics;
		this.retry = retry;
	}

	/**
	 * Begin, unless the strategy is to skip.
	 */
	public void start() {
		if (this.topics.strategy() == TopicStrategy.SKIP) {
			this.firstAttempt.countDown();
			return;
		}
		Thread thread = new Thread(this::run, "dual-stream-topics");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Wait for the outcome of the first attempt.
	 * @param wait how long to wait at the most
	 */
	public void await(Duration wait) {
		try {
			boolean unused = this.firstAttempt.await(wait.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		try {
			boolean done = firstAttempt();
			while (!done && !this.closed.await(this.retry.toMillis(), TimeUnit.MILLISECONDS)) {
				done = attempt();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
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
			this.report.failed(ex, this.retry);
			return ex.isDenied();
		}
	}

	private boolean report(TopicPlan plan) {
		this.report.found(plan);
		return plan.missing().isEmpty();
	}

	private boolean apply(TopicPlan plan) {
		this.report.planned(plan);
		boolean done = true;
		for (StepOutcome outcome : this.topics.apply(plan)) {
			if (outcome.failure() == null) {
				this.report.done(outcome.step());
			}
			else {
				this.report.failed(outcome.failure(), this.retry);
				done = done && outcome.failure().isDenied();
			}
		}
		// what was created is known by now, with its limits
		this.report.found(this.topics.plan(this.topics.strategy()));
		return done;
	}

	@Override
	public void close() {
		this.closed.countDown();
	}

}
