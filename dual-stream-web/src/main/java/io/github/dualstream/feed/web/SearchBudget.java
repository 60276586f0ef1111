package io.github.dualstream.feed.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limit of the records that the log is searched for one client within a minute: a query
 * for a source without events reads as many records of others as one for a busy source
 * reads of its own. The number of records is known only after a search, so the last
 * search of a minute may exceed the limit. One client has at most two searches at the
 * same time, so that it does not take all readers of the log. Thread-safe.
 */
public final class SearchBudget {

	private static final Logger logger = LoggerFactory.getLogger(SearchBudget.class);

	private static final int MAX_SEARCHES = 2;

	private static final long MAX_WAIT_SECONDS = 5;

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
		Account account = current.accounts.get(client);
		if (account != null && account.searched.sum() >= this.maxRecords) {
			if (account.refused.compareAndSet(false, true)) {
				logger.warn(
						"Rejecting a client for the rest of a minute: the log was searched for it for {} records, "
								+ "and dual-stream.web.max-searched-records allows {}",
						account.searched.sum(), this.maxRecords);
			}
			throw new SearchBudgetExceededException(current.secondsLeft(this.nanoTime.getAsLong()));
		}
	}

	/** Count records that the log was searched for a client. */
	void spend(String client, long records) {
		if (records > 0) {
			current().account(client).searched.add(records);
		}
	}

	/**
	 * Search the log for a client, when it is its turn.
	 * @param client the client
	 * @param search the search, which {@linkplain #spend counts} what it reads
	 * @return what the search returns
	 * @throws SearchBudgetExceededException if the client has used up its budget, or its
	 * other searches take too long
	 */
	<T> T search(String client, Supplier<T> search) {
		require(client);
		Semaphore turns = current().account(client).turns;
		acquire(turns);
		try {
			// those before it may have used it up
			require(client);
			return search.get();
		}
		finally {
			turns.release();
		}
	}

	private static void acquire(Semaphore turns) {
		try {
			if (turns.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new SearchBudgetExceededException(MAX_WAIT_SECONDS);
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

		private final Map<String, Account> accounts = new ConcurrentHashMap<>();

		Window(long since) {
			this.since = since;
		}

		Account account(String client) {
			return this.accounts.computeIfAbsent(client, (key) -> new Account());
		}

		boolean isOver(long now) {
			return now - this.since >= WINDOW_NANOS;
		}

		long secondsLeft(long now) {
			return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(this.since + WINDOW_NANOS - now) + 1);
		}

	}

	/**
	 * Searches of one client within a minute.
	 */
	private static final class Account {

		private final LongAdder searched = new LongAdder();

		private final Semaphore turns = new Semaphore(MAX_SEARCHES, true);

		private final AtomicBoolean refused = new AtomicBoolean();

	}

}
