package io.github.dualstream.transport.nats;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.dualstream.schedule.Threads;
import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.contract.EngineUnderTest;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PurgeOptions;
import io.nats.client.api.StreamConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A log on a server of its own, with a second connection that does what other programs
 * may do.
 */
final class NatsUnderTest implements EngineUnderTest {

	static final NatsLogOptions OPTIONS = new NatsLogOptions(Duration.ofSeconds(5), Duration.ofSeconds(30), 1_000_000,
			Duration.ofSeconds(5), 1);

	final NatsServer server;

	final NatsEventLog log;

	private final NatsLogReaders readers;

	private final NatsConsumerGroups groups;

	private final Connection other;

	NatsUnderTest(NatsServer server) {
		this(server, OPTIONS);
	}

	NatsUnderTest(NatsServer server, NatsLogOptions options) {
		this.server = server;
		Threads threads = new Threads();
		this.log = logOn(server, threads, options);
		this.readers = new NatsLogReaders(this.log);
		this.groups = new NatsConsumerGroups(this.log, threads);
		this.other = call(() -> Nats.connect(server.url()));
	}

	static NatsEventLog logOn(NatsServer server, Threads threads, NatsLogOptions options) {
		return new NatsEventLog(new NatsConnections(() -> new Options.Builder().server(server.url()), threads),
				options);
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
		call(() -> this.other.jetStreamManagement()
			.addStream(StreamConfiguration.builder()
				.name(TopicStream.nameOf(topic))
				.subjects(TopicStream.subjectsOf(topic, partitions))
				.build()));
	}

	@Override
	public void deleteTopic(String topic) {
		call(() -> this.other.jetStreamManagement().deleteStream(TopicStream.nameOf(topic)));
	}

	@Override
	public void deleteBefore(LogPartition partition, long offset) {
		call(() -> this.other.jetStreamManagement()
			.purgeStream(TopicStream.nameOf(partition.topic()), PurgeOptions.builder().sequence(offset + 1).build()));
	}

	@Override
	public void appendForeign(LogPartition partition, @Nullable String key) {
		call(() -> this.other.jetStream()
			.publish(RecordFormat.subjectOf(partition.topic(), partition.number(),
					(key != null) ? RecordKey.of(key) : null), "no event".getBytes(StandardCharsets.UTF_8)));
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
	public void close() {
		this.groups.close();
		this.log.close();
		call(() -> {
			this.other.close();
			return true;
		});
		this.server.close();
	}

	static <T> T call(Call<T> call) {
		try {
			return call.run();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@FunctionalInterface
	interface Call<T> {

		T run() throws Exception;

	}

}
