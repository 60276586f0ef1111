package io.github.dualstream.transport;

import java.util.List;

/**
 * Batch of records of one partition.
 *
 * @param records next records, in order; empty if the log holds only control records
 * @param next next offset to read; nothing below it is still to be read
 */
public record LogBatch(List<LogRecord> records, long next) {

	public LogBatch {
		records = List.copyOf(records);
	}

}
