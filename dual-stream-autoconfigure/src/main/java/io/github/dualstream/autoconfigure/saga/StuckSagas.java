package io.github.dualstream.autoconfigure.saga;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.dualstream.saga.Sagas;
import io.github.dualstream.saga.StuckLimits;
import io.github.dualstream.schedule.PeriodicTask;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Counts the sagas that are stuck, at an interval, so that neither health nor meters wait
 * for the database. Thread-safe.
 */
final class StuckSagas extends PeriodicTask {

	private static final Logger logger = LoggerFactory.getLogger(StuckSagas.class);

	/** Maximum time of the database for its answer. */
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final Sagas sagas;

	private final StuckLimits limits;

	private final Duration maxAge;

	private final LongSupplier nanoTime;

	private volatile Count last;

	/**
	 * Create the task, to be started.
	 * @param sagas the sagas
	 * @param limits limits beyond which a saga is stuck
	 * @param interval interval between two counts
	 * @param threads threads of the application
	 */
	StuckSagas(Sagas sagas, StuckLimits limits, Duration interval, Threads threads) {
		this(sagas, limits, interval, threads, System::nanoTime);
	}

	StuckSagas(Sagas sagas, StuckLimits limits, Duration interval, Threads threads, LongSupplier nanoTime) {
		super("dual-stream-stuck-sagas", Duration.ZERO, interval, threads);
		this.sagas = sagas;
		this.limits = limits;
		this.maxAge = interval.plus(TIMEOUT);
		this.nanoTime = nanoTime;
		this.last = new Count(null, null, nanoTime.getAsLong());
	}

	@Override
	protected void run() {
		Count previous = this.last;
		this.last = count();
		report(previous, this.last);
	}

	private Count count() {
		try {
			return new Count(this.sagas.countStuck(this.limits), null, this.nanoTime.getAsLong());
		}
		catch (DataAccessException | TransactionException ex) {
			return new Count(null, PrintableText.ofInnermostCause(ex), this.nanoTime.getAsLong());
		}
	}

	private static void report(Count previous, Count current) {
		if (current.problem() != null) {
			if (previous.problem() == null) {
				logger.warn("Failed to count the sagas that are stuck; retrying: {}", current.problem());
			}
			return;
		}
		long before = (previous.number() != null) ? previous.number() : 0;
		if (current.number() != null && current.number() > before) {
			logger.warn("Number of stuck sagas is now {}; GET /actuator/dualstream/sagas lists them", current.number());
		}
	}

	/**
	 * Last count. If the database has not answered in time, the number is unknown.
	 * @return the count
	 */
	Count last() {
		Count current = this.last;
		Duration age = Duration.ofNanos(this.nanoTime.getAsLong() - current.time());
		return (age.compareTo(this.maxAge) <= 0) ? current
				: new Count(null, "the database has not answered for " + age.toSeconds() + " s", current.time());
	}

	/**
	 * Count of the sagas that are stuck.
	 *
	 * @param number their number; {@code null} if it is unknown
	 * @param problem reason why it is unknown; {@code null} if it is known, or not
	 * counted yet
	 * @param time time of the count, in nanoseconds
	 */
	record Count(@Nullable Long number, @Nullable String problem, long time) {

	}

}
