package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.DeadLetterLog;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Member of a consumer group that handles events: in order per key, concurrently across
 * keys, also within a partition. Runs from {@link #start()} to {@link #stop()}.
 */
public final class EventConsumer implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(EventConsumer.class);

	private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

	private final ConsumerGroups groups;

	private final String group;

	private final List<String> topics;

	private final ConsumerSettings settings;

	private final TaskRunner runner;

	private final ThreadFactory workerThreads;

	private @Nullable Run run;

	/**
	 * Create a consumer that does nothing yet.
	 * @param groups where to join
	 * @param group which group
	 * @param topics what to read
	 * @param settings the bounds
	 * @param handler handles each event
	 * @param policy what to do with events that it could not handle
	 * @param deadLetters where those go that it never could
	 * @param workerThreads makes the threads that call the handler
	 */
	public EventConsumer(ConsumerGroups groups, String group, Collection<String> topics, ConsumerSettings settings,
			EventHandler handler, RetryPolicy policy, DeadLetterLog deadLetters, ThreadFactory workerThreads) {
		this.groups = groups;
		this.group = group;
		this.topics = List.copyOf(topics);
		this.settings = settings;
		this.runner = new TaskRunner(group, handler, policy, deadLetters);
		this.workerThreads = workerThreads;
	}

	@Override
	public synchronized void start() {
		if (this.run == null) {
			this.run = new Run();
			this.run.start();
		}
	}

	@Override
	public synchronized void stop() {
		if (this.run != null) {
			this.run.end();
			this.run = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.run != null;
	}

	/** From one start to the next stop. */
	private final class Run {

		private final ScheduledExecutorService delays = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "dual-stream-retry-" + EventConsumer.this.group);
			thread.setDaemon(true);
			return thread;
		});

		private final Workers workers = new Workers(EventConsumer.this.settings.concurrency(),
				EventConsumer.this.workerThreads, this.delays, EventConsumer.this.runner);

		private final ConsumerLoop loop = new ConsumerLoop(EventConsumer.this.settings, this.workers);

		private final Thread thread = new Thread(this::read, "dual-stream-consumer-" + EventConsumer.this.group);

		private final GroupMember member = EventConsumer.this.groups.join(EventConsumer.this.group,
				EventConsumer.this.topics, this.loop);

		private final CountDownLatch ending = new CountDownLatch(1);

		void start() {
			this.workers.start();
			this.thread.start();
		}

		private void read() {
			try (GroupMember member = this.member) {
				while (this.ending.getCount() > 0) {
					turn(member);
				}
			}
			finally {
				this.workers.stop();
				this.delays.shutdownNow();
			}
		}

		private void turn(GroupMember member) {
			try {
				this.loop.turn(member);
			}
			catch (LogUnavailableException ex) {
				logger.error("Group '{}' cannot go on reading; trying again", EventConsumer.this.group, ex);
				pause();
			}
		}

		private void pause() {
			try {
				boolean unused = this.ending.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				this.ending.countDown();
			}
		}

		void end() {
			this.ending.countDown();
			this.member.wakeUp();
			try {
				this.thread.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
