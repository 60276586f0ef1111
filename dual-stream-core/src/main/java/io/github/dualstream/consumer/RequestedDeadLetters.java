package io.github.dualstream.consumer;

import java.util.SortedMap;
import java.util.TreeMap;

import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.consumer.deadletter.DeadLetterMark.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Dead-letter records of a source that continues: relevant while a redrive is requested.
 */
final class RequestedDeadLetters implements SourceDeadLetters {

	/** Last answer to each dead-letter record. */
	private final SortedMap<Long, DeadLetterMark> answers = new TreeMap<>();

	@Override
	public void apply(DeadLetterMark mark, boolean read) {
		if (mark.kind() == Kind.LETTER) {
			return;
		}
		long letter = mark.letter().offset();
		DeadLetterMark known = this.answers.get(letter);
		if (known != null && known.position().offset() > mark.position().offset()) {
			return;
		}
		if (mark.kind() != Kind.REDRIVE && read) {
			this.answers.remove(letter);
		}
		else {
			this.answers.put(letter, mark);
		}
	}

	@Override
	public Turn turn(long live, @Nullable DeadLetterMark begun) {
		for (DeadLetterMark answer : this.answers.values()) {
			if (answer.kind() == Kind.REDRIVE) {
				return new Turn(Turn.Kind.REDRIVE, answer);
			}
		}
		return Turn.LIVE;
	}

	@Override
	public boolean isParked() {
		return false;
	}

	@Override
	public boolean isEmpty() {
		return this.answers.isEmpty();
	}

}
