package io.github.dualstream.faults;

import java.util.Map;

/**
 * What a group has committed in one topic, by the partitions as {@code topic:number}.
 */
public interface GroupOffsets extends AutoCloseable {

	/**
	 * What it has committed.
	 * @return the next offset of each partition; empty while the log cannot be asked
	 */
	Map<String, Long> committed() throws InterruptedException;

	/** Offset after the last record of each partition, of a log that can be asked. */
	Map<String, Long> ends();

	@Override
	void close();

}
