package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the topics created when the application starts. Waits for a short time, so that the
 * first publish finds them; while Kafka is away or refuses, the application starts all
 * the same, and the attempt is repeated in the background.
 */
public final class TopicInitializer implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(TopicInitializer.class);

	private static final Duration RETRY = Duration.ofSeconds(5);

	private final TopicCreator creator;

	private final Duration retry;

	private final CountDownLatch firstAttempt = new CountDownLatch(1);

	private final CountDownLatch closed = new CountDownLatch(1);

	private @Nullable String lastProblem;

	/**
	 * Create the initializer.
	 * @param creator creates the topics
	 */
	public TopicInitializer(TopicCreator creator) {
		this(creator, RETRY);
	}

	TopicInitializer(TopicCreator creator, Duration retry) {
		this.creator = creator;
		this.retry = retry;
	}

	/**
	 * Begin to create the topics.
	 */
	public void start() {
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
			boolean done = attempt();
			this.firstAttempt.countDown();
			while (!done && !this.closed.await(this.retry.toMillis(), TimeUnit.MILLISECONDS)) {
				done = attempt();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean attempt() throws InterruptedException {
		try {
			this.creator.create();
			return true;
		}
		catch (ExecutionException | TimeoutException | KafkaException ex) {
			boolean denied = ex.getCause() instanceof AuthorizationException;
			report(ex, denied ? "this application may not do so, the topics must exist"
					: "trying again every " + this.retry.toSeconds() + " s");
			return denied;
		}
	}

	private void report(Exception problem, String consequence) {
		if (!problem.toString().equals(this.lastProblem)) {
			this.lastProblem = problem.toString();
			logger.warn("Topics [{}] could not be created and checked, {}: {}", this.creator, consequence,
					problem.toString());
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
	}

}
