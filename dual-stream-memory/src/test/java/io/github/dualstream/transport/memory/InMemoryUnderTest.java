package io.github.dualstream.transport.memory;

import java.time.Clock;

import io.github.dualstream.Source;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.contract.LogUnderTest;
import org.jspecify.annotations.Nullable;

/**
 * Log in memory for the tests of the contract.
 */
final class InMemoryUnderTest implements LogUnderTest {

	private final InMemoryLog log = new InMemoryLog(Clock.systemUTC(), 1, 100_000);

	private final InMemoryLogReaders readers = new InMemoryLogReaders(this.log);

	private final InMemoryConsumerGroups groups = new InMemoryConsumerGroups(this.log);

	@Override
	public EventLog log() {
		return this.log;
	}

	@Override
	public LogReaders readers() {
		return this.readers;
	}

	@Override
	public ConsumerGroups groups() {
		return this.groups;
	}

	@Override
	public void createTopic(String topic, int partitions) {
		this.log.store().grow(topic, partitions);
	}

	@Override
	public void deleteTopic(String topic) {
		this.log.deleteTopic(topic);
	}

	@Override
	public void deleteBefore(LogPartition partition, long offset) {
		this.log.deleteBefore(partition, offset);
	}

	@Override
	public void appendForeign(LogPartition partition, @Nullable String key) {
		this.log.appendForeign(partition, (key != null) ? MemoryRecord.keyOf(new Source("foreign", key)) : null);
	}

	@Override
	public void close() {
	}

}
