package io.github.dualstream.transport.memory;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.NewRecord;

/**
 * Records of one partition, the oldest ones dropped beyond a capacity. Guarded by the
 * lock of its {@link MemoryStore}.
 */
final class MemoryPartition {

	private final LogPartition name;

	private final int capacity;

	private final List<LogRecord> records = new ArrayList<>();

	private long begin;

	MemoryPartition(LogPartition name, int capacity) {
		this.name = name;
		this.capacity = capacity;
	}

	Position append(Clock clock, NewRecord record) {
		// removing from the front moves the rest: not for each append
		if (this.records.size() >= this.capacity + Math.max(1, this.capacity / 4)) {
			deleteBefore(end() - this.capacity + 1);
		}
		Position position = new Position(this.name.topic(), this.name.number(), end());
		this.records.add(record.at(position, clock.instant()));
		return position;
	}

	long begin() {
		return this.begin;
	}

	long end() {
		return this.begin + this.records.size();
	}

	void deleteBefore(long offset) {
		int count = (int) Math.max(0, Math.min(offset, end()) - this.begin);
		this.records.subList(0, count).clear();
		this.begin += count;
	}

	/** Records from an offset up to another one, exclusive. */
	List<LogRecord> read(long from, long to, int max) {
		int first = (int) Math.min(Math.max(0, from - this.begin), this.records.size());
		int last = (int) Math.min(Math.max(first, to - this.begin), this.records.size());
		return List.copyOf(this.records.subList(first, (int) Math.min(last, (long) first + max)));
	}

	/** Offset of the first record that was appended at a time or later. */
	long firstSince(Instant time) {
		for (LogRecord record : this.records) {
			if (!record.appendedAt().isBefore(time)) {
				return record.position().offset();
			}
		}
		return end();
	}

}
