package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.dualstream.consumer.deadletter.DeadLetter;
import io.github.dualstream.consumer.deadletter.DeadLetterJournal;
import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Lists, redrives and skips the dead-letter records of consumers. Works from any process,
 * also one that does not consume: a request is appended to the dead-letter topic, and the
 * group member that owns the partition executes it, within the order of the record's
 * source. Nothing is published again, so other groups, feeds and the history are not
 * affected. Thread-safe.
 */
public final class DeadLetters {

	/** Maximum number of records in one call. */
	public static final int MAX_LIMIT = 10_000;

	private static final String PARKED = ParkedException.class.getName();

	private final DeadLetterJournal journal;

	private final Duration timeout;

	/**
	 * Create the access to dead-letter records.
	 * @param journal journal of the dead-letter records
	 * @param timeout maximum time to wait until a request is written
	 */
	public DeadLetters(DeadLetterJournal journal, Duration timeout) {
		this.journal = journal;
		this.timeout = timeout;
	}

	/**
	 * List open dead-letter records: those that were neither resolved nor skipped since.
	 * Reads all dead-letter records of the topic, which may take long.
	 * @param filter the records to select
	 * @param limit maximum number of records, up to {@link #MAX_LIMIT}
	 * @return the first matching records, for each partition in the order in which they
	 * were written
	 * @throws LogUnavailableException if they could not be read in time
	 */
	public List<DeadLetter> list(DeadLetterFilter filter, int limit) {
		Assert.isTrue(limit >= 1 && limit <= MAX_LIMIT, () -> "'limit' must be from 1 to " + MAX_LIMIT);
		return this.journal.open(filter.group(), filter.topic(), filter.predicate(), limit);
	}

	/**
	 * Request a redrive of dead-letter records. A record of a parked source releases the
	 * source: all its dead-letter records are handled, from the first one, until one
	 * fails. A record that fails stays open and may be redriven again.
	 * @param filter the records to select
	 * @param limit maximum number of records, up to {@link #MAX_LIMIT}
	 * @param perSecond maximum number of requests per second; bounds the speed of the
	 * call
	 * @return the requested records, which are handled later
	 * @throws LogUnavailableException if the records could not be read, or a request
	 * could not be written; earlier requests were. Repeating the call is harmless
	 */
	public List<DeadLetter> redrive(DeadLetterFilter filter, int limit, double perSecond) {
		return answer(filter, limit, perSecond, DeadLetterMark.Kind.REDRIVE);
	}

	/**
	 * Skip dead-letter records permanently. They remain in the dead-letter topic until
	 * their retention has passed, but are no longer open. When the first record of a
	 * parked source is skipped, the source continues after it.
	 * @param filter the records to select
	 * @param limit maximum number of records, up to {@link #MAX_LIMIT}
	 * @param perSecond maximum number of skipped records per second
	 * @return the skipped records
	 * @throws LogUnavailableException if the records could not be read, or a request
	 * could not be written; earlier requests were
	 */
	public List<DeadLetter> skip(DeadLetterFilter filter, int limit, double perSecond) {
		return answer(filter, limit, perSecond, DeadLetterMark.Kind.SKIPPED);
	}

	private List<DeadLetter> answer(DeadLetterFilter filter, int limit, double perSecond, DeadLetterMark.Kind answer) {
		Assert.isTrue(perSecond > 0, "'perSecond' must be positive");
		List<DeadLetter> letters = list(filter, limit);
		Set<Source> asked = new HashSet<>();
		long start = System.nanoTime();
		long written = 0;
		for (DeadLetter letter : letters) {
			boolean released = !asked.add(Source.of(letter)) && letter.exception().equals(PARKED);
			if (!released || answer != DeadLetterMark.Kind.REDRIVE) {
				awaitTurn(start + (long) (written++ * TimeUnit.SECONDS.toNanos(1) / perSecond));
				await(letter, this.journal.answer(letter.mark(), filter.group(), answer));
			}
		}
		return letters;
	}

	private static void awaitTurn(long turn) {
		for (long left = turn - System.nanoTime(); left > 0; left = turn - System.nanoTime()) {
			LockSupport.parkNanos(left);
			if (Thread.currentThread().isInterrupted()) {
				throw new LogUnavailableException(
						"Interrupted between two dead-letter records; the rest was not requested",
						new InterruptedException());
			}
		}
	}

	private void await(DeadLetter letter, CompletableFuture<?> written) {
		try {
			Object unused = written.orTimeout(this.timeout.toMillis(), TimeUnit.MILLISECONDS).join();
		}
		catch (CompletionException ex) {
			throw new LogUnavailableException("The request for dead-letter record " + letter.position()
					+ " could not be written, earlier ones were: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Source whose dead-letter records are released by a request for the first of them.
	 */
	private record Source(int partition, @Nullable RecordKey key) {

		static Source of(DeadLetter letter) {
			return new Source(letter.origin().partition(), letter.key());
		}

	}

}
