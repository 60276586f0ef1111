package io.github.dualstream.feed.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limit of the records that the log is searched for one client within a minute: a query
 * for a source without events reads as many records of others as one for a busy source
 * reads of its own. What was searched is known afterwards, so the last search of a minute
 * may exceed the limit. Thread-safe.
 */
public final class SearchBudget {

	private static final Logger logger = LoggerFactory.getLogger(SearchBudget.class);

	private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

	private final long maxRecords;

	private final LongSupplier nanoTime;

	private volatile Window window;

	/**
	 * Create the budget.
	 * @param maxRecords maximum number of records for one client within a minute
	 * @param nanoTime clock, as {@link System#nanoTime()}
	 */
	public SearchBudget(long maxRecords, LongSupplier nanoTime) {
		this.maxRecords = maxRecords;
		this.nanoTime = nanoTime;
		this.window = new Window(nanoTime.getAsLong());
	}

	/**
	 * Require that the log may be searched for a client.
	 * @throws SearchBudgetExceededException if the client has used up its budget
	 */
	void require(String client) {
		Window current = current();
		LongAdder searched = current.searched.get(client);
		if (searched != null && searched.sum() >= this.maxRecords) {
			if (current.refused.putIfAbsent(client, true) == null) {
				logger.warn(
						"A client is refused for the rest of a minute: the log was searched for it for {} records, "
								+ "and dual-stream.web.max-searched-records allows {}",
						searched.sum(), this.maxRecords);
			}
			throw new SearchBudgetExceededException(current.secondsLeft(this.nanoTime.getAsLong()));
		}
	}

	/** Count what the log was searched for a client. */
	void spend(String client, long records) {
		if (records > 0) {
			current().searched.computeIfAbsent(client, (key) -> new LongAdder()).add(records);
		}
	}

	private Window current() {
		Window current = this.window;
		return current.isOver(this.nanoTime.getAsLong()) ? next() : current;
	}

	private synchronized Window next() {
		long now = this.nanoTime.getAsLong();
		if (this.window.isOver(now)) {
			this.window = new Window(now);
		}
		return this.window;
	}

	/**
	 * One minute.
	 */
	private static final class Window {

		private final long since;

		private final Map<String, LongAdder> searched = new ConcurrentHashMap<>();

		private final Map<String, Boolean> refused = new ConcurrentHashMap<>();

		Window(long since) {
			this.since = since;
		}

		boolean isOver(long now) {
			return now - this.since >= WINDOW_NANOS;
		}

		long secondsLeft(long now) {
			return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(this.since + WINDOW_NANOS - now) + 1);
		}

	}

}
