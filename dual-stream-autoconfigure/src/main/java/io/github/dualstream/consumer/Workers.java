package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * As many threads as events are handled at the same time. Each takes a key that has
 * something to do, does its first task, and lets the key queue up again behind the
 * others.
 */
final class Workers {

	private final BlockingQueue<KeyQueue> ready = new LinkedBlockingQueue<>();

	private final ScheduledExecutorService delays;

	private final TaskRunner runner;

	private final List<Thread> threads;

	Workers(int concurrency, ThreadFactory threads, ScheduledExecutorService delays, TaskRunner runner) {
		this.delays = delays;
		this.runner = runner;
		this.threads = Stream.generate(() -> threads.newThread(this::work)).limit(concurrency).toList();
	}

	void start() {
		this.threads.forEach(Thread::start);
	}

	void add(Collection<KeyQueue> queues) {
		this.ready.addAll(queues);
	}

	void addLater(KeyQueue queue, Duration delay) {
		Future<?> unused = this.delays.schedule(() -> this.ready.add(queue), delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	void done(KeyQueue queue) {
		if (queue.partition().done(queue)) {
			this.ready.add(queue);
		}
	}

	private void work() {
		try {
			while (!Thread.currentThread().isInterrupted()) {
				KeyQueue queue = this.ready.take();
				@Nullable Task task = queue.partition().begin(queue);
				if (task != null) {
					this.runner.run(queue, task, this);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	void stop() {
		this.threads.forEach(Thread::interrupt);
	}

}
