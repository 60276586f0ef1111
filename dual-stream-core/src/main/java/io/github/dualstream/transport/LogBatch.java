package io.github.dualstream.transport;

import java.util.List;

/**
 * Batch of records of one partition.
 *
 * @param entries next records, in order; empty if the log holds only control records
 * @param next next offset to read; nothing below it is still to be read
 */
public record LogBatch(List<LogEntry> entries, long next) {

	public LogBatch {
		entries = List.copyOf(entries);
	}

}
