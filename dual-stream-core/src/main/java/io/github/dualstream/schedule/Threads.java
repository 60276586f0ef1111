package io.github.dualstream.schedule;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Long-lived threads of an application's dual-stream beans. All of them are created here,
 * so that none ends because of a failure: it is logged (at most once a minute per
 * thread), counted, reported to the listener, and the work continues. Thread-safe.
 */
public final class Threads {

	private final Set<Supervision> supervised = ConcurrentHashMap.newKeySet();

	private final ThreadListener listener;

	/**
	 * Create threads without a listener.
	 */
	public Threads() {
		this(ThreadListener.NONE);
	}

	/**
	 * Create threads.
	 * @param listener listener for their failures
	 */
	public Threads(ThreadListener listener) {
		this.listener = listener;
	}

	/**
	 * Create a daemon thread that repeats a step. After a failure it waits for 1 ms, and
	 * longer if failures follow each other.
	 * @param name name of the thread
	 * @param maxBackoff longest wait after a failure
	 * @param step work to repeat, with its own waiting
	 * @param atEnd last work of the thread, done once, not interrupted
	 * @return the thread, not started
	 */
	public SupervisedThread loop(String name, Duration maxBackoff, Step step, Runnable atEnd) {
		return new SupervisedThread(step, atEnd, new Supervision(name, this.listener), maxBackoff, this.supervised);
	}

	/**
	 * Create and start a daemon thread that does a task at an interval, to be ended by
	 * {@link SupervisedThread#close()}.
	 * @param name name of the thread
	 * @param initialDelay time before the first call
	 * @param interval time between the end of a call and the next one
	 * @param task task to repeat
	 * @return the thread, started
	 */
	public SupervisedThread every(String name, Duration initialDelay, Duration interval, Runnable task) {
		return new SupervisedThread(new PeriodicStep(initialDelay, interval, task), () -> {
		}, new Supervision(name, this.listener), Duration.ZERO, this.supervised).start();
	}

	/**
	 * Create an executor with one daemon thread for delayed and periodic tasks. Periodic
	 * tasks continue after a failure. Delayed tasks are discarded at its shutdown, and
	 * later ones are ignored.
	 * @param name name of the thread
	 * @return the executor, to be shut down by the caller
	 */
	public ScheduledExecutorService scheduler(String name) {
		return new SupervisedScheduler(supervise(name), factory(name), this.supervised::remove);
	}

	/**
	 * Create an executor whose daemon threads end while it is idle. Its queue is
	 * unbounded.
	 * @param name name of the threads
	 * @param size number of threads
	 * @return the executor, to be shut down by the caller
	 */
	public ExecutorService pool(String name, int size) {
		return new SupervisedPool(size, supervise(name), factory(name), this.supervised::remove);
	}

	/**
	 * Start a daemon thread for one short task that reports its failure itself.
	 * @param name name of the thread
	 * @param task the task
	 */
	public static void once(String name, Runnable task) {
		factory(name).newThread(task).start();
	}

	/**
	 * Factory of daemon threads that call the application's code.
	 * @param prefix prefix of the names, followed by a number
	 * @param virtual whether the threads are virtual
	 * @return the factory
	 */
	public static ThreadFactory numbered(String prefix, boolean virtual) {
		if (virtual) {
			return new VirtualThreadTaskExecutor(prefix).getVirtualThreadFactory();
		}
		CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
		factory.setDaemon(true);
		return factory;
	}

	/**
	 * State of the threads and executors that have not ended.
	 * @return a snapshot, sorted by name
	 */
	public List<ThreadStatus> status() {
		return this.supervised.stream()
			.map(Supervision::status)
			.sorted(Comparator.comparing(ThreadStatus::name))
			.toList();
	}

	private Supervision supervise(String name) {
		Supervision supervision = new Supervision(name, this.listener);
		this.supervised.add(supervision);
		return supervision;
	}

	private static ThreadFactory factory(String name) {
		return (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		};
	}

}
