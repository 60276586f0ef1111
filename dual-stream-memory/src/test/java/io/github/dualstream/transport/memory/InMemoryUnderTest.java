package io.github.dualstream.transport.memory;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.contract.EngineFeature;
import io.github.dualstream.transport.contract.EngineUnderTest;
import io.github.dualstream.transport.contract.LogUnderTest;
import io.github.dualstream.transport.contract.Refusal;
import io.github.dualstream.transport.contract.RefusingUnderTest;
import org.jspecify.annotations.Nullable;

/**
 * Log in memory for the tests of the contract.
 */
final class InMemoryUnderTest implements EngineUnderTest, RefusingUnderTest {

	private final InMemoryLog log;

	private final InMemoryLogReaders readers;

	private final InMemoryConsumerGroups groups;

	private final InMemoryTopicAdministration topics;

	InMemoryUnderTest() {
		this(new InMemoryLog(Clock.systemUTC(), 1, 100_000));
	}

	private InMemoryUnderTest(InMemoryLog log) {
		this.log = log;
		this.readers = new InMemoryLogReaders(log);
		this.groups = new InMemoryConsumerGroups(log);
		this.topics = new InMemoryTopicAdministration(log);
	}

	@Override
	public LogUnderTest another() {
		return new InMemoryUnderTest(this.log);
	}

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
	public void addPartitions(String topic, int partitions) {
		this.log.store().grow(topic, partitions);
	}

	@Override
	public TopicAdministration topics() {
		return this.topics;
	}

	@Override
	public Map<EngineFeature, String> missing() {
		return Map.of(EngineFeature.TOPICS_ARE_CREATED, "the first use of a topic in memory creates it",
				EngineFeature.WAITS_FOR_ANSWERS, "a call within one process is answered when it returns",
				EngineFeature.DEDUPLICATION, "each append to the memory is a record of its own",
				EngineFeature.RECORD_LIMIT, "records in memory have no limit but the heap", EngineFeature.NOT_ALLOWED,
				"whoever has the log in memory may use it");
	}

	@Override
	public void refuse(Refusal refusal, String topic) {
		this.log.failAll((refusal == Refusal.FULL) ? AppendFault.BACK_PRESSURE : AppendFault.REFUSED);
	}

	@Override
	public void accept(Refusal refusal, String topic) {
		this.log.failAll(null);
	}

	@Override
	public void appendForeign(LogPartition partition, @Nullable String key) {
		this.log
			.append(new NewRecord(partition.topic(), partition.number(), (key != null) ? RecordKey.of(key) : null,
					List.of(), "not an event".getBytes(StandardCharsets.UTF_8), "foreign record"))
			.join();
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
