package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Run of a consumer from one start to the next stop.
 */
final class ConsumerRun {

	private static final Logger logger = LoggerFactory.getLogger(ConsumerRun.class);

	private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

	private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

	private final ConsumerDefinition definition;

	private final ScheduledExecutorService delays;

	private final KeyedExecutor executor;

	private final InFlight inFlight;

	private final ConsumerLoop loop;

	private final Outage outage;

	private final SupervisedThread thread;

	private final CountDownLatch ending = new CountDownLatch(1);

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private volatile @Nullable GroupMember member;

	// of the thread
	private boolean failing;

	ConsumerRun(ConsumerDefinition definition) {
		this.definition = definition;
		this.delays = definition.threads().scheduler("dual-stream-retry-" + definition.group());
		this.outage = new Outage(definition.group());
		this.executor = new KeyedExecutor(definition, this.delays, this.outage);
		this.inFlight = new InFlight(definition.settings(), this::wakeUp);
		this.loop = new ConsumerLoop(definition, this.executor, this.inFlight);
		this.thread = definition.threads()
			.loop("dual-stream-consumer-" + definition.group(), MAX_BACKOFF, this::step, this::leaveForGood)
			.keepAlive();
	}

	void start() {
		this.executor.start();
		this.thread.start();
	}

	/**
	 * Run one iteration as a member of the group, joining the group first if necessary. A
	 * failure ends the membership, so that no started record is lost: it is read again.
	 */
	private void step() {
		try {
			GroupMember current = this.member;
			turn((current != null) ? current : join());
		}
		catch (RuntimeException | Error ex) {
			leave();
			throw ex;
		}
	}

	private GroupMember join() {
		if (this.definition.deadLetters() != null) {
			this.definition.deadLetters().prepare(this.definition.topics());
		}
		GroupMember joined = this.definition.groups()
			.join(this.definition.group(), this.definition.topics(), this.definition.start(), this.loop);
		this.member = joined;
		return joined;
	}

	private void leave() {
		GroupMember left = this.member;
		this.member = null;
		try {
			if (left != null) {
				left.close();
			}
		}
		finally {
			this.loop.left();
		}
	}

	private void leaveForGood() {
		try {
			GroupMember current = this.member;
			if (current != null) {
				this.loop.finish(current);
			}
			leave();
		}
		finally {
			this.executor.stop();
			this.delays.shutdownNow();
			this.ended.complete(null);
		}
	}

	private void turn(GroupMember member) {
		try {
			this.executor.requireSound();
			this.loop.turn(member);
			succeeded();
		}
		catch (LogUnavailableException ex) {
			failed(ex);
			pauseAfterFailure();
		}
	}

	private void succeeded() {
		if (this.failing) {
			this.failing = false;
			logger.warn("Group '{}' has resumed reading", this.definition.group());
		}
	}

	private void failed(LogUnavailableException failure) {
		if (this.failing) {
			logger.debug("Group '{}' still fails to read", this.definition.group(), failure);
		}
		else {
			this.failing = true;
			logger.error("Group '{}' failed to read; retrying until it succeeds", this.definition.group(), failure);
		}
	}

	private void pauseAfterFailure() {
		try {
			boolean unused = this.ending.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			this.ending.countDown();
		}
	}

	void end() {
		this.loop.end();
		this.thread.end();
		this.ending.countDown();
		wakeUp();
	}

	/** Return a future that completes when the member has left the group. */
	CompletableFuture<Void> ended() {
		return this.ended;
	}

	void pause(boolean paused) {
		this.loop.pause(paused);
		wakeUp();
	}

	boolean skip(LogPartition partition, long offset) {
		boolean there = this.loop.skip(partition, offset);
		wakeUp();
		return there;
	}

	private void wakeUp() {
		GroupMember member = this.member;
		if (member != null) {
			member.wakeUp();
		}
	}

	/** Reason why no handler is called at the moment; {@code null} without one. */
	@Nullable String outage() {
		return this.outage.reason();
	}

	int abandoned() {
		return this.executor.abandoned();
	}

	ConsumerStatus.Load load() {
		int busy = this.executor.busy();
		return new ConsumerStatus.Load(busy, this.executor.waiting(),
				(double) busy / this.definition.settings().concurrency(), this.inFlight.countRatio(),
				this.inFlight.bytesRatio());
	}

	List<ConsumerStatus.Partition> partitions() {
		return this.loop.status();
	}

}
