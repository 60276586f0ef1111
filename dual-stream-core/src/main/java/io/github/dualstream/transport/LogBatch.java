package io.github.dualstream.transport;

import java.util.List;

/**
 * What was read of a partition at once.
 *
 * @param entries the next entries, in order; none where the log holds only marks of its
 * own
 * @param next where reading goes on; nothing below it is still to come
 */
public record LogBatch(List<LogEntry> entries, long next) {

	public LogBatch {
		entries = List.copyOf(entries);
	}

}
