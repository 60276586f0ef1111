package io.github.dualstream.transport;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Pool of a few readers of a log, each for one thread at a time, opened on demand.
 * Opening one takes longer than a read. Thread-safe.
 *
 * @param <R> type of the readers
 */
public final class ReaderPool<R> implements AutoCloseable {

	private static final int SIZE = 4;

	private final Supplier<R> opener;

	private final Consumer<R> closer;

	private final Semaphore permits = new Semaphore(SIZE, true);

	private final ConcurrentLinkedDeque<R> idle = new ConcurrentLinkedDeque<>();

	private volatile boolean closed;

	/**
	 * Create a pool without any reader.
	 * @param opener opens a reader
	 * @param closer closes a reader
	 */
	public ReaderPool(Supplier<R> opener, Consumer<R> closer) {
		this.opener = opener;
		this.closer = closer;
	}

	/**
	 * Call an action with a reader. A reader whose action fails is closed, unless the
	 * failure is a {@link PositionUnavailableException}, which is an answer of the log.
	 * @param timeout maximum time to wait for a free reader
	 * @param action action to call
	 * @param <T> type of the result
	 * @return result of the action
	 * @throws LogUnavailableException if no reader is free in time
	 */
	public <T> T use(Duration timeout, Function<R, T> action) {
		acquire(timeout);
		try {
			return useIdleOrNew(action);
		}
		finally {
			this.permits.release();
		}
	}

	private void acquire(Duration timeout) {
		try {
			if (this.permits.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LogUnavailableException("Interrupted while waiting for a reader of the log", ex);
		}
		throw new LogUnavailableException("All " + SIZE + " readers of the log are busy", null);
	}

	private <T> T useIdleOrNew(Function<R, T> action) {
		if (this.closed) {
			throw new LogUnavailableException("The application is stopping", null);
		}
		R reader = this.idle.poll();
		if (reader == null) {
			reader = this.opener.get();
		}
		boolean usable = false;
		try {
			T result = action.apply(reader);
			usable = true;
			return result;
		}
		catch (PositionUnavailableException ex) {
			usable = true;
			throw ex;
		}
		finally {
			if (usable && !this.closed) {
				this.idle.push(reader);
			}
			else {
				this.closer.accept(reader);
			}
		}
	}

	@Override
	public void close() {
		this.closed = true;
		for (R reader = this.idle.poll(); reader != null; reader = this.idle.poll()) {
			this.closer.accept(reader);
		}
	}

}
