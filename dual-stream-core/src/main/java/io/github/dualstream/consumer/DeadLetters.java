package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.dualstream.transport.DeadLetter;
import io.github.dualstream.transport.DeadLetterJournal;
import io.github.dualstream.transport.DeadLetterMark;
import io.github.dualstream.transport.LogUnavailableException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Shows the dead letters of consumers, and has them handled again or left for good. Works
 * from any process, whoever handles the group's events: what is to become of a letter is
 * written behind it, and the member of the group that has its partition does it, within
 * the order of the letter's source. Nothing is published again, so other groups, feeds
 * and the history see nothing of it. Thread-safe.
 */
public final class DeadLetters {

	/** What one call may take in hand. */
	public static final int MAX_LIMIT = 10_000;

	private static final String PARKED = ParkedException.class.getName();

	private final DeadLetterJournal journal;

	private final Duration timeout;

	/**
	 * Create the access to the dead letters.
	 * @param journal where they are
	 * @param timeout how long to wait until a request is written
	 */
	public DeadLetters(DeadLetterJournal journal, Duration timeout) {
		this.journal = journal;
		this.timeout = timeout;
	}

	/**
	 * Look for open letters: those that were neither handled nor skipped since. Reads all
	 * dead letters of the topic, so it takes its time.
	 * @param filter which ones
	 * @param limit how many at the most, up to {@link #MAX_LIMIT}
	 * @return the first ones, of each partition in the order in which they were kept
	 * @throws LogUnavailableException if they could not be read in time
	 */
	public List<DeadLetter> list(DeadLetterFilter filter, int limit) {
		Assert.isTrue(limit >= 1 && limit <= MAX_LIMIT, () -> "'limit' must be from 1 to " + MAX_LIMIT);
		return this.journal.open(filter.group(), filter.topic(), filter.predicate(), limit);
	}

	/**
	 * Ask for letters to be handled again. A letter of a parked source releases the
	 * source: all its letters are handled, from the first, until one fails. A letter that
	 * fails stays open; it may be redriven again.
	 * @param filter which ones
	 * @param limit how many at the most, up to {@link #MAX_LIMIT}
	 * @param perSecond how many to ask for within a second, at most; the call takes as
	 * long as that takes
	 * @return what was asked for; handling it comes later
	 * @throws LogUnavailableException if the letters could not be read, or a request not
	 * be written; those before were. Asking again does no harm
	 */
	public List<DeadLetter> redrive(DeadLetterFilter filter, int limit, double perSecond) {
		return answer(filter, limit, perSecond, DeadLetterMark.Kind.REDRIVE);
	}

	/**
	 * Leave letters for good. They remain where they are until their retention has
	 * passed, but are not open any more. A parked source goes on behind its first letter
	 * when that is skipped.
	 * @param filter which ones
	 * @param limit how many at the most, up to {@link #MAX_LIMIT}
	 * @param perSecond how many to skip within a second, at most
	 * @return what was skipped
	 * @throws LogUnavailableException if the letters could not be read, or that not be
	 * written; those before were
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
				throw new LogUnavailableException("Interrupted between two dead letters; the rest was not asked for",
						new InterruptedException());
			}
		}
	}

	private void await(DeadLetter letter, CompletableFuture<?> written) {
		try {
			Object unused = written.orTimeout(this.timeout.toMillis(), TimeUnit.MILLISECONDS).join();
		}
		catch (CompletionException ex) {
			throw new LogUnavailableException("What is to become of dead letter " + letter.position()
					+ " could not be written, those before it were: " + ex.getMessage(), ex);
		}
	}

	/** Letters of one source are released by a request for the first of them. */
	private record Source(int partition, @Nullable String key) {

		static Source of(DeadLetter letter) {
			return new Source(letter.origin().partition(), letter.key());
		}

	}

}
