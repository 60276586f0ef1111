package io.github.dualstream.transport.redis.streams;

import java.util.Collection;

import io.github.dualstream.transport.LogRecord;

/**
 * Number of records to read at once from a partition. Redis limits a read by the number
 * only, so it follows the size of the records that were read before.
 */
final class PageSize {

	private static final int MAX_RECORDS = 500;

	private static final long BYTES = 2 << 20;

	private int records = 50;

	int records() {
		return this.records;
	}

	void read(Collection<? extends LogRecord> page) {
		if (!page.isEmpty()) {
			long average = Math.max(1, page.stream().mapToLong(LogRecord::size).sum() / page.size());
			this.records = (int) Math.max(1, Math.min(MAX_RECORDS, BYTES / average));
		}
	}

}
