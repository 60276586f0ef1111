package io.github.dualstream.transport.memory;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.contract.EngineUnderTest;
import org.jspecify.annotations.Nullable;

/**
 * Log in memory for the tests of the contract.
 */
final class InMemoryUnderTest implements EngineUnderTest {

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
	public boolean createsTopicsByUse() {
		return true;
	}

	@Override
	public void appendForeign(LogPartition partition, @Nullable String key) {
		this.log
			.append(new NewRecord(partition.topic(), partition.number(), (key != null) ? RecordKey.of(key) : null,
					List.of(), "not an event".getBytes(StandardCharsets.UTF_8), "foreign record"))
			.join();
	}

	@Override
	public boolean waitsForAnswers() {
		return false;
	}

	@Override
	public void suspend() {
		this.log.setAvailable(false);
	}

	@Override
	public void resume() {
		this.log.setAvailable(true);
	}

	@Override
	public void kill() {
		this.log.setAvailable(false);
	}

	@Override
	public void restart() {
		this.log.setAvailable(true);
	}

	@Override
	public void close() {
	}

}
