package io.github.dualstream.faults;

import java.util.List;
import java.util.Map;

import io.github.dualstream.harness.history.LogRecord;

/**
 * A log and a bus on servers of their own that may fail, and the truth of what is there,
 * which is read past everything that fails, and not by the code under test.
 */
public interface EngineUnderFaults extends AutoCloseable {

	/** All faults, each on its own. */
	List<EngineFault> faults();

	/** Properties of an application that is exposed to the faults. */
	Map<String, String> connection();

	/** Subscribe to the notifications of all sources. */
	Subscriber subscribe();

	/** All records of a topic with three partitions. */
	List<LogRecord> log(String topic);

	/** What a group commits in a topic with three partitions. */
	GroupOffsets offsets(String group, String topic);

	@Override
	void close();

}
