package io.github.dualstream.transport.redis.streams;

import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.contract.EngineUnderTest;
import io.github.dualstream.transport.contract.FaultContractTests;
import org.jspecify.annotations.Nullable;

/**
 * Faults of a Redis that writes each command to its file before it answers, as only then
 * nothing acknowledged is lost with it.
 */
class RedisStreamsFaultContractTests extends FaultContractTests {

	@Override
	protected EngineUnderTest open() {
		return new DurableRedis(RedisServer.start("--appendonly", "yes", "--appendfsync", "always"));
	}

	private static final class DurableRedis implements EngineUnderTest {

		private final RedisServer server;

		private final TestStreams streams;

		DurableRedis(RedisServer server) {
			this.server = server;
			this.streams = TestStreams.on(server.port());
		}

		@Override
		public void suspend() {
			this.server.pause();
		}

		@Override
		public void resume() {
			this.server.resume();
		}

		@Override
		public void kill() {
			this.server.kill();
		}

		@Override
		public void restart() {
			this.server.restart();
		}

		@Override
		public EventLog log() {
			return this.streams.log();
		}

		@Override
		public LogReaders readers() {
			return this.streams.readers();
		}

		@Override
		public ConsumerGroups groups() {
			return this.streams.groups();
		}

		@Override
		public void createTopic(String topic, int partitions) {
			this.streams.createTopic(topic, partitions);
		}

		@Override
		public void deleteTopic(String topic) {
			this.streams.deleteTopic(topic);
		}

		@Override
		public void deleteBefore(LogPartition partition, long offset) {
			this.streams.deleteBefore(partition, offset);
		}

		@Override
		public void appendForeign(LogPartition partition, @Nullable String key) {
			this.streams.appendForeign(partition, key);
		}

		@Override
		public void close() {
			this.streams.close();
			this.server.close();
		}

	}

}
