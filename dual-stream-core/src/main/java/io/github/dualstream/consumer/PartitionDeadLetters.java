package io.github.dualstream.consumer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.consumer.deadletter.DeadLetterMark.Kind;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;

/**
 * Dead-letter records that come from one partition, by source. Guarded by the work of
 * that partition.
 */
final class PartitionDeadLetters {

	private final AfterDeadLetter mode;

	private final Map<@Nullable RecordKey, SourceDeadLetters> sources = new HashMap<>();

	/** Offsets of the dead-letter records that are neither resolved nor skipped. */
	private final Set<Long> open = new HashSet<>();

	private long readTo = -1;

	private boolean caughtUp;

	PartitionDeadLetters(AfterDeadLetter mode) {
		this.mode = mode;
	}

	/** Apply a mark that was read. */
	void read(DeadLetterMark mark) {
		this.readTo = mark.position().offset();
		if (mark.kind() == Kind.LETTER) {
			this.open.add(mark.position().offset());
		}
		else if (mark.kind().closes()) {
			this.open.remove(mark.letter().offset());
		}
		apply(mark, true);
	}

	/** Apply a mark that was written. */
	void written(DeadLetterMark mark) {
		if (mark.position().offset() > this.readTo) {
			apply(mark, false);
		}
	}

	private void apply(DeadLetterMark mark, boolean read) {
		SourceDeadLetters source = this.sources.computeIfAbsent(mark.key(),
				(key) -> (this.mode == AfterDeadLetter.PARK) ? new ParkedDeadLetters() : new RequestedDeadLetters());
		source.apply(mark, read);
		if (source.isEmpty()) {
			this.sources.remove(mark.key());
		}
	}

	/** Note that all existing marks have been read. */
	void caughtUp() {
		this.caughtUp = true;
	}

	/**
	 * Dead-letter records of a source.
	 * @return its records; {@code null} if it has none, or not all are known
	 */
	@Nullable SourceDeadLetters of(@Nullable RecordKey key) {
		return (this.caughtUp && !this.sources.isEmpty()) ? this.sources.get(key) : null;
	}

	/** Keys that have a dead-letter record to handle. */
	List<@Nullable RecordKey> ready() {
		List<@Nullable RecordKey> keys = new ArrayList<>();
		if (this.caughtUp) {
			this.sources.forEach((@Nullable RecordKey key, SourceDeadLetters source) -> {
				if (source.hasRedrive()) {
					keys.add(key);
				}
			});
		}
		return keys;
	}

	/** Number of records that are neither resolved nor skipped. */
	int open() {
		return this.open.size();
	}

	/** Number of parked sources. */
	int parked() {
		return (int) this.sources.values().stream().filter(SourceDeadLetters::isParked).count();
	}

}
