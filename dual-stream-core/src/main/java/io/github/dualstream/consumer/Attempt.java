package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.transport.StoredEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of the handler, with its supervision: a handler that takes too long is
 * interrupted, and one that ignores the interrupt is abandoned. Created and filled by the
 * thread that calls the handler.
 */
final class Attempt {

	private static final Logger logger = LoggerFactory.getLogger(Attempt.class);

	private final Thread thread = Thread.currentThread();

	private final List<KeyQueue> keys;

	private final List<StoredEvent> events;

	private State state = State.PREPARING;

	private long startedAt;

	/**
	 * Create an attempt without events.
	 * @param keys expected number of keys
	 */
	Attempt(int keys) {
		this.keys = new ArrayList<>(keys);
		this.events = new ArrayList<>(keys);
	}

	/** Keys whose claimed records are attempted. */
	List<KeyQueue> keys() {
		return this.keys;
	}

	/**
	 * Events of the records, in the same order, without those that the filter rejects.
	 */
	List<StoredEvent> events() {
		return this.events;
	}

	/** Whether it covers more than one record, handled or not. */
	boolean isBatch() {
		return this.keys.size() > 1 || this.keys.get(0).claimed().size() > 1;
	}

	/** First record. */
	Task task() {
		return this.keys.get(0).first();
	}

	/** Note that the handler is called now. */
	synchronized void begin() {
		this.startedAt = System.nanoTime();
		this.state = State.RUNNING;
	}

	/**
	 * Note that the handler has returned.
	 * @return its state until now
	 */
	synchronized State end() {
		State ended = this.state;
		if (ended != State.ABANDONED) {
			this.state = State.ENDED;
		}
		return ended;
	}

	/** Time since the handler was called. */
	Duration time() {
		return Duration.ofNanos(System.nanoTime() - this.startedAt);
	}

	/**
	 * Interrupt the handler after its timeout.
	 * @param timeout timeout of the handler
	 * @return whether the handler exceeds twice its timeout
	 */
	synchronized boolean supervise(Duration timeout) {
		if (this.state != State.RUNNING && this.state != State.INTERRUPTED) {
			return false;
		}
		long time = System.nanoTime() - this.startedAt;
		if (this.state == State.INTERRUPTED) {
			return time >= 2 * timeout.toNanos();
		}
		if (time >= timeout.toNanos()) {
			this.state = State.INTERRUPTED;
			logger.warn("Interrupting the handler of {}, which has not returned within {} ms", task().position(),
					timeout.toMillis());
			this.thread.interrupt();
		}
		return false;
	}

	/**
	 * Abandon the handler, which ignores its interrupt.
	 * @return whether it had still not returned
	 */
	synchronized boolean abandon() {
		boolean stuck = this.state == State.INTERRUPTED;
		if (stuck) {
			this.state = State.ABANDONED;
		}
		return stuck;
	}

	/** Stack trace of the thread that calls the handler. */
	StackTraceElement[] stackTrace() {
		return this.thread.getStackTrace();
	}

	/** State of an attempt. */
	enum State {

		/** The handler is not called yet. */
		PREPARING,
		/** The handler runs within its timeout. */
		RUNNING,
		/** The handler exceeded its timeout and was interrupted. */
		INTERRUPTED,
		/** The handler did not react to the interrupt. */
		ABANDONED,
		/** The handler has returned. */
		ENDED

	}

}
