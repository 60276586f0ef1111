package io.github.dualstream.consumer;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import org.jspecify.annotations.Nullable;

/**
 * Dead-letter records of a source that is parked while it has any. Once it is released,
 * they are handled in order, until none is left or one fails.
 */
final class ParkedDeadLetters implements SourceDeadLetters {

	private final TreeMap<Long, DeadLetterMark> open = new TreeMap<>();

	/**
	 * Records closed by a mark that was written and not read yet; the record itself may
	 * not have been read either.
	 */
	private final Set<Long> closed = new HashSet<>();

	private boolean released;

	/** Position of the mark that has decided this. */
	private long decidedAt = -1;

	private long lastOrigin = -1;

	@Override
	public void apply(DeadLetterMark mark, boolean read) {
		long letter = mark.letter().offset();
		switch (mark.kind()) {
			case LETTER -> add(letter, mark);
			case REDRIVE -> {
				if (this.open.containsKey(letter)) {
					decide(mark, true);
				}
			}
			case FAILED -> decide(mark, false);
			case RESOLVED -> close(letter, mark, read);
			case SKIPPED -> {
				boolean first = !this.open.isEmpty() && this.open.firstKey() == letter;
				close(letter, mark, read);
				if (first) {
					decide(mark, true);
				}
			}
		}
	}

	private void add(long letter, DeadLetterMark mark) {
		this.lastOrigin = Math.max(this.lastOrigin, mark.origin().offset());
		if (!this.closed.contains(letter)) {
			this.open.put(letter, mark);
		}
	}

	private void close(long letter, DeadLetterMark mark, boolean read) {
		this.open.remove(letter);
		if (read) {
			this.closed.remove(letter);
		}
		else {
			this.closed.add(letter);
		}
		if (this.open.isEmpty()) {
			decide(mark, false);
		}
	}

	private void decide(DeadLetterMark mark, boolean released) {
		if (mark.position().offset() >= this.decidedAt) {
			this.decidedAt = mark.position().offset();
			this.released = released && !this.open.isEmpty();
		}
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Live records are parked before the redrive begins, so that they do not pile up. One
	 * before the first dead-letter record was handled, and may be handled again: nothing
	 * after it was.
	 */
	@Override
	public Turn turn(long live, @Nullable DeadLetterMark begun) {
		if (this.open.isEmpty()) {
			return Turn.LIVE;
		}
		DeadLetterMark first = this.open.firstEntry().getValue();
		boolean going = this.released && begun != null && begun.letter().equals(first.letter());
		if (going || (this.released && live == Long.MAX_VALUE)) {
			return new Turn(Turn.Kind.REDRIVE, first);
		}
		if (live < first.origin().offset() || live == Long.MAX_VALUE) {
			return Turn.LIVE;
		}
		return (live <= this.lastOrigin) ? Turn.DROP : new Turn(Turn.Kind.PARK, first);
	}

	@Override
	public boolean isParked() {
		return !this.open.isEmpty();
	}

	@Override
	public boolean isEmpty() {
		return this.open.isEmpty() && this.closed.isEmpty();
	}

}
