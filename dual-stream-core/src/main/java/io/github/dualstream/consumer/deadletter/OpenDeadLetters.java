package io.github.dualstream.consumer.deadletter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.github.dualstream.transport.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds open dead-letter records, partition by partition. Reads each partition twice,
 * first the answers, then the open records, so that only offsets and the result are kept
 * in memory, and not all records.
 */
final class OpenDeadLetters {

	private final String group;

	private final Predicate<DeadLetter> filter;

	private final int limit;

	private final List<DeadLetter> found = new ArrayList<>();

	OpenDeadLetters(String group, Predicate<DeadLetter> filter, int limit) {
		this.group = group;
		this.filter = filter;
		this.limit = limit;
	}

	List<DeadLetter> in(List<DeadLetterScan> partitions) {
		for (DeadLetterScan partition : partitions) {
			if (this.found.size() < this.limit) {
				find(partition);
			}
		}
		return List.copyOf(this.found);
	}

	private void find(DeadLetterScan scan) {
		Set<Long> closed = new HashSet<>();
		scan.forEach((record) -> {
			DeadLetterMark mark = DeadLetterHeaders.mark(record, this.group);
			if (mark != null && mark.kind().closes()) {
				closed.add(mark.letter().offset());
			}
			return true;
		});
		scan.forEach((record) -> {
			DeadLetter letter = closed.contains(record.position().offset()) ? null : letter(record);
			if (letter != null && this.filter.test(letter)) {
				this.found.add(letter);
			}
			return this.found.size() < this.limit;
		});
	}

	private @Nullable DeadLetter letter(LogRecord record) {
		DeadLetterMark mark = DeadLetterHeaders.mark(record, this.group);
		return (mark != null && mark.kind() == DeadLetterMark.Kind.LETTER)
				? DeadLetterHeaders.deadLetter(mark, this.group, record) : null;
	}

}
