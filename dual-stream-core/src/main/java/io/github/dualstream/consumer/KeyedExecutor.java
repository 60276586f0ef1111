package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
 * Threads that handle records: in order per key, concurrently across keys. Each takes a
 * key that has records, claims the first of them, has them handled, and settles them by
 * the outcome. Thread-safe.
 */
final class KeyedExecutor {

	private static final Logger logger = LoggerFactory.getLogger(KeyedExecutor.class);

	/** Maximum time of a worker with one key while others are waiting. */
	private static final long STAY_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

	private final ReadyQueues ready = new ReadyQueues();

	private final Set<Worker> workers = ConcurrentHashMap.newKeySet();

	private final AtomicInteger abandoned = new AtomicInteger();

	private final ConsumerSettings settings;

	private final ThreadFactory threads;

	private final ScheduledExecutorService delays;

	private final RecordHandler handler;

	private final DeadLetterWriter deadLetters;

	private volatile @Nullable Throwable failure;

	private volatile boolean stopped;

	KeyedExecutor(ConsumerDefinition consumer, ScheduledExecutorService delays, Outage outage) {
		this.settings = consumer.settings();
		this.threads = consumer.handlerThreads();
		this.delays = delays;
		this.deadLetters = new DeadLetterWriter(consumer);
		this.handler = new RecordHandler(consumer, this.deadLetters, outage);
	}

	void start() {
		for (int i = 0; i < this.settings.concurrency(); i++) {
			startOne();
		}
		long interval = Math.max(1, this.settings.handlerTimeout().toMillis() / 10);
		Future<?> unused = this.delays.scheduleWithFixedDelay(this::supervise, interval, interval,
				TimeUnit.MILLISECONDS);
	}

	private void startOne() {
		Worker worker = new Worker();
		this.workers.add(worker);
		worker.thread.start();
	}

	void stop() {
		this.stopped = true;
		this.workers.forEach((worker) -> worker.thread.interrupt());
	}

	/** Number of abandoned handlers that have not returned. */
	int abandoned() {
		return this.abandoned.get();
	}

	/** Number of workers that call the handler; an abandoned one no longer counts. */
	int busy() {
		return (int) this.workers.stream().filter((worker) -> worker.attempt != null).count();
	}

	/** Number of keys that wait for a worker. */
	int waiting() {
		return this.ready.size();
	}

	/** Add keys that have records, and had none before. */
	void add(Collection<KeyQueue> keys) {
		this.ready.addAll(keys);
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

	/**
	 * Wait for a key, and handle its first records.
	 * @return whether the worker may continue; if not, it was abandoned meanwhile
	 */
	private boolean work(Worker worker) throws InterruptedException {
		List<KeyQueue> claimed = claim(worker.next());
		Attempt attempt = new Attempt(claimed.size());
		for (KeyQueue key : claimed) {
			RecordOutcome outcome = this.handler.prepare(key, attempt);
			if (outcome != null) {
				settle(key, outcome, worker);
			}
		}
		worker.attempt = attempt;
		RecordOutcome outcome = this.handler.handle(attempt);
		worker.attempt = null;
		if (outcome == null) {
			return false;
		}
		attempt.keys().forEach((key) -> settle(key, outcome, worker));
		return true;
	}

	/** Claim the first records of a key, and of others up to the size of a batch. */
	private List<KeyQueue> claim(KeyQueue first) {
		int limit = this.settings.maxBatch();
		int left = limit - first.partition().claim(first, limit);
		if (left == 0 || (left < limit && first.first().isAlone())) {
			return List.of(first);
		}
		List<KeyQueue> keys = new ArrayList<>((left < limit) ? List.of(first) : List.of());
		for (KeyQueue key = this.ready.poll(); key != null; key = (left > 0) ? this.ready.poll() : null) {
			if (key.partition().isAlone(key)) {
				this.ready.add(key);
				break;
			}
			int count = key.partition().claim(key, left);
			if (count > 0) {
				keys.add(key);
				left -= count;
			}
		}
		return keys;
	}

	/**
	 * Settle the claimed records of a key.
	 * @param worker the worker if it is its own thread that does
	 */
	private void settle(KeyQueue key, RecordOutcome outcome, @Nullable Worker worker) {
		if (outcome instanceof RecordOutcome.RetryAfter retry) {
			if (retry.alone()) {
				key.claimed().forEach(Task::handleAlone);
			}
			suspend(key, retry.delay());
		}
		else if (outcome instanceof RecordOutcome.Done && !key.first().isRedrive()) {
			done(key, worker);
		}
		else if (outcome instanceof RecordOutcome.Failed && key.partition().isClosed()) {
			// the next owner decides
			suspend(key, Duration.ZERO);
		}
		else {
			CompletableFuture<Void> unused = this.deadLetters.write(key, outcome).thenAccept((written) -> {
				if (written) {
					done(key, null);
				}
				else {
					suspend(key, DeadLetterWriter.DELAY_AFTER_FAILURE);
				}
			}).exceptionally(this::failed);
		}
	}

	/**
	 * Complete the claimed records of a key. With quick handlers, the worker stays with
	 * the key for a moment, since passing the key on would take longer than handling it.
	 */
	private void done(KeyQueue key, @Nullable Worker worker) {
		if (key.partition().done(key) && (worker == null || !worker.stay(key))) {
			this.ready.add(key);
		}
	}

	/** Return the claimed records of a key, to be claimed again later. */
	private void suspend(KeyQueue key, Duration delay) {
		key.partition().suspended(key, !delay.isZero());
		if (delay.isZero()) {
			this.ready.add(key);
		}
		else {
			Future<?> unused = this.delays.schedule(() -> resume(key), delay.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private void resume(KeyQueue key) {
		try {
			this.ready.add(key);
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
		}
	}

	/**
	 * Note a failure outside of the handler, such as an {@link OutOfMemoryError}: the
	 * state of a key is unknown from now on.
	 */
	private @Nullable Void failed(Throwable failure) {
		this.failure = failure;
		return null;
	}

	private void supervise() {
		for (Worker worker : this.workers) {
			Attempt attempt = worker.attempt;
			if (attempt != null && attempt.supervise(this.settings.handlerTimeout())
					&& this.abandoned.get() < this.settings.concurrency() && attempt.abandon()) {
				replace(worker, attempt);
			}
		}
	}

	private void replace(Worker worker, Attempt attempt) {
		Exception stuck = HandlerTimeoutException.abandoned(this.settings.handlerTimeout());
		stuck.setStackTrace(attempt.stackTrace());
		logger.error("The handler of {} is stuck here and keeps its thread", attempt.task().position(), stuck);
		this.abandoned.incrementAndGet();
		this.workers.remove(worker);
		startOne();
		try {
			RecordOutcome outcome = this.handler.abandoned(attempt, stuck);
			attempt.keys().forEach((key) -> settle(key, outcome, null));
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
		}
	}

	/** Thread that handles records until the executor stops or abandons it. */
	private final class Worker implements Runnable {

		private final Thread thread = KeyedExecutor.this.threads.newThread(this);

		private volatile @Nullable Attempt attempt;

		// of its own thread alone
		private @Nullable KeyQueue stayedWith;

		private long changedAt;

		@Override
		public void run() {
			try {
				while (!KeyedExecutor.this.stopped && workOnce()) {
					// an interrupt was meant for the attempt that is over
					boolean unused = Thread.interrupted();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				if (!KeyedExecutor.this.workers.remove(this)) {
					KeyedExecutor.this.abandoned.decrementAndGet();
				}
			}
		}

		private boolean workOnce() throws InterruptedException {
			try {
				return work(this);
			}
			catch (RuntimeException | Error ex) {
				failed(ex);
				return true;
			}
		}

		/** Return the key that it stayed with, or wait for another one. */
		private KeyQueue next() throws InterruptedException {
			KeyQueue key = this.stayedWith;
			this.stayedWith = null;
			if (key == null) {
				key = KeyedExecutor.this.ready.take();
				this.changedAt = System.nanoTime();
			}
			return key;
		}

		/** Stay with a key, unless the maximum time is over. */
		private boolean stay(KeyQueue key) {
			if (this.stayedWith != null || System.nanoTime() - this.changedAt >= STAY_NANOS) {
				return false;
			}
			this.stayedWith = key;
			return true;
		}

	}

}
