package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers of a consumer, one for each concurrent call of the handler. Each takes a key
 * that has tasks, runs the first of them, and queues the key again behind the others.
 * Thread-safe.
 */
final class Workers {

	private static final Logger logger = LoggerFactory.getLogger(Workers.class);

	private final ReadyQueues ready = new ReadyQueues();

	private final Set<Worker> workers = ConcurrentHashMap.newKeySet();

	private final AtomicInteger abandoned = new AtomicInteger();

	private final ConsumerSettings settings;

	private final ThreadFactory threads;

	private final ScheduledExecutorService delays;

	private final TaskRunner runner;

	private volatile @Nullable Throwable failure;

	private volatile boolean stopped;

	Workers(ConsumerSettings settings, ThreadFactory threads, ScheduledExecutorService delays, TaskRunner runner) {
		this.settings = settings;
		this.threads = threads;
		this.delays = delays;
		this.runner = runner;
	}

	void start() {
		for (int i = 0; i < this.settings.concurrency(); i++) {
			startOne();
		}
		long interval = Math.max(1, this.settings.handlerTimeout().toMillis() / 10);
		Future<?> unused = this.delays.scheduleWithFixedDelay(this::check, interval, interval, TimeUnit.MILLISECONDS);
	}

	private void startOne() {
		Worker worker = new Worker(this, this.threads);
		this.workers.add(worker);
		worker.start();
	}

	void stop() {
		this.stopped = true;
		this.workers.forEach(Worker::stop);
	}

	boolean isStopped() {
		return this.stopped;
	}

	/** Number of abandoned handlers that have not returned. */
	int abandoned() {
		return this.abandoned.get();
	}

	void add(Collection<KeyQueue> queues) {
		if (!queues.isEmpty()) {
			this.ready.addAll(queues);
		}
	}

	/** Suspend the started tasks of a key, to be run later. */
	void suspend(KeyQueue queue, Duration delay) {
		queue.partition().suspended(queue, !delay.isZero());
		if (delay.isZero()) {
			this.ready.add(queue);
		}
		else {
			Future<?> unused = this.delays.schedule(() -> resume(queue), delay.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private void resume(KeyQueue queue) {
		try {
			this.ready.add(queue);
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
		}
	}

	/**
	 * Note a failure outside of the handler, such as an {@link OutOfMemoryError}: the
	 * state of a key is unknown from now on.
	 */
	void failed(Throwable failure) {
		this.failure = failure;
	}

	/**
	 * Require that the state of each key is known.
	 * @throws IllegalStateException if it is not; the records have to be read again
	 */
	void requireSound() {
		Throwable failure = this.failure;
		if (failure != null) {
			this.failure = null;
			throw new IllegalStateException("The outcome of a record is unknown; reading the records again", failure);
		}
	}

	void done(Claim claim) {
		if (claim.queue().partition().done(claim)) {
			this.ready.add(claim.queue());
		}
	}

	/**
	 * Complete the worker's claim. With quick handlers, it stays with the key for a
	 * moment, since passing the key on would take longer than handling it.
	 */
	void done(Claim claim, Worker worker) {
		if (claim.queue().partition().done(claim) && !worker.stay(claim.queue())) {
			this.ready.add(claim.queue());
		}
	}

	/**
	 * Wait for a key and run its tasks.
	 * @return whether the worker may continue
	 */
	boolean work(Worker worker) throws InterruptedException {
		KeyQueue queue = worker.stayedWith();
		if (queue == null) {
			queue = this.ready.take();
			worker.changed();
		}
		return this.runner.run(claims(queue), worker, this);
	}

	private List<Claim> claims(KeyQueue first) {
		int limit = this.settings.maxBatch();
		Claim claim = first.partition().begin(first, limit);
		int left = limit - claim.tasks().size();
		return (left == 0 || claim.isAlone()) ? List.of(claim) : fill(claim, left);
	}

	private List<Claim> fill(Claim first, int limit) {
		List<Claim> claims = new ArrayList<>(List.of(first));
		for (int left = limit; left > 0;) {
			KeyQueue queue = this.ready.poll();
			if (queue == null) {
				break;
			}
			if (queue.partition().isAlone(queue)) {
				this.ready.add(queue);
				break;
			}
			Claim claim = queue.partition().begin(queue, left);
			claims.add(claim);
			left -= claim.tasks().size();
		}
		return claims;
	}

	private void check() {
		long now = System.nanoTime();
		for (Worker worker : this.workers) {
			Attempt attempt = worker.check(this.settings.handlerTimeout(), now);
			if (attempt != null && this.abandoned.get() < this.settings.concurrency() && worker.abandon(attempt)) {
				abandon(worker, attempt);
			}
		}
	}

	private void abandon(Worker worker, Attempt attempt) {
		Exception stuck = HandlerTimeoutException.abandoned(this.settings.handlerTimeout());
		stuck.setStackTrace(worker.stackTrace());
		logger.error("The handler of {} is stuck here and keeps its thread", attempt.task().position(), stuck);
		this.abandoned.incrementAndGet();
		this.workers.remove(worker);
		startOne();
		this.runner.abandoned(attempt, stuck, this);
	}

	void ended(Worker worker) {
		if (!this.workers.remove(worker)) {
			this.abandoned.decrementAndGet();
		}
	}

}
