package io.github.dualstream.feed;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException;

/**
 * Pool of a few readers, each for one thread at a time, opened on demand. Opening one
 * takes longer than a read. Thread-safe.
 */
final class ReaderPool implements AutoCloseable {

	private static final int SIZE = 4;

	private final LogReaders readers;

	private final Semaphore permits = new Semaphore(SIZE, true);

	private final ConcurrentLinkedDeque<LogReader> idle = new ConcurrentLinkedDeque<>();

	private volatile boolean closed;

	ReaderPool(LogReaders readers) {
		this.readers = readers;
	}

	/**
	 * Call an action with a reader.
	 * @param timeout maximum time to wait for a free reader
	 * @throws LogUnavailableException if there is none
	 */
	<T> T use(Duration timeout, Function<LogReader, T> action) {
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

	private <T> T useIdleOrNew(Function<LogReader, T> action) {
		if (this.closed) {
			throw new LogUnavailableException("The application is stopping", null);
		}
		LogReader reader = this.idle.poll();
		if (reader == null) {
			reader = this.readers.open();
		}
		boolean usable = false;
		try {
			T result = action.apply(reader);
			usable = true;
			return result;
		}
		catch (PositionUnavailableException ex) {
			// an answer, too
			usable = true;
			throw ex;
		}
		finally {
			if (usable && !this.closed) {
				this.idle.push(reader);
			}
			else {
				reader.close();
			}
		}
	}

	@Override
	public void close() {
		this.closed = true;
		for (LogReader reader = this.idle.poll(); reader != null; reader = this.idle.poll()) {
			reader.close();
		}
	}

}
