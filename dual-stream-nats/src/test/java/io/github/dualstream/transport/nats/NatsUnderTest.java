package io.github.dualstream.transport.nats;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.dualstream.schedule.Threads;
import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicSettings;
import io.github.dualstream.transport.contract.EngineFeature;
import io.github.dualstream.transport.contract.EngineUnderTest;
import io.github.dualstream.transport.contract.LogUnderTest;
import io.github.dualstream.transport.contract.Refusal;
import io.github.dualstream.transport.contract.RefusingUnderTest;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PurgeOptions;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StreamConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A log on a server of its own, with a second connection that does what other programs
 * may do.
 */
final class NatsUnderTest implements EngineUnderTest, RefusingUnderTest {

	static final NatsLogOptions OPTIONS = new NatsLogOptions(Duration.ofSeconds(5), Duration.ofSeconds(30), 1_000_000,
			Duration.ofSeconds(5), 1);

	final NatsServer server;

	final NatsEventLog log;

	private final NatsLogOptions options;

	/** Whether this is the first client of the server, which is closed with it. */
	private final boolean isOwner;

	private final Threads threads = new Threads();

	private final NatsLogReaders readers;

	private final NatsConsumerGroups groups;

	private final NatsTopicAdministration topics;

	private @Nullable Connection other;

	NatsUnderTest(NatsServer server) {
		this(server, OPTIONS);
	}

	NatsUnderTest(NatsServer server, NatsLogOptions options) {
		this(server, options, true);
	}

	private NatsUnderTest(NatsServer server, NatsLogOptions options, boolean isOwner) {
		this.server = server;
		this.options = options;
		this.isOwner = isOwner;
		this.log = logOn(server, this.threads, options);
		this.readers = new NatsLogReaders(this.log);
		this.groups = new NatsConsumerGroups(this.log, this.threads);
		this.topics = new NatsTopicAdministration(this.log);
	}

	/** Connection of another program. */
	private synchronized Connection other() {
		Connection present = this.other;
		if (present == null) {
			present = call(() -> Nats.connect(this.server.url()));
			this.other = present;
		}
		return present;
	}

	@Override
	public LogUnderTest another() {
		return new NatsUnderTest(this.server, this.options, false);
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
		call(() -> other().jetStreamManagement()
			.addStream(StreamConfiguration.builder()
				.name(TopicStream.nameOf(topic))
				.subjects(TopicStream.subjectsOf(topic, partitions))
				.build()));
	}

	@Override
	public void deleteTopic(String topic) {
		call(() -> other().jetStreamManagement().deleteStream(TopicStream.nameOf(topic)));
	}

	@Override
	public void deleteBefore(LogPartition partition, long offset) {
		call(() -> other().jetStreamManagement()
			.purgeStream(TopicStream.nameOf(partition.topic()), PurgeOptions.builder().sequence(offset + 1).build()));
	}

	@Override
	public void appendForeign(LogPartition partition, @Nullable String key) {
		call(() -> other().jetStream()
			.publish(RecordFormat.subjectOf(partition.topic(), partition.number(),
					(key != null) ? RecordKey.of(key) : null), "no event".getBytes(StandardCharsets.UTF_8)));
	}

	@Override
	public void addPartitions(String topic, int partitions) {
		change(topic, (stream) -> stream.subjects(TopicStream.subjectsOf(topic, partitions)));
	}

	private void change(String topic, UnaryOperator<StreamConfiguration.Builder> change) {
		call(() -> {
			JetStreamManagement management = other().jetStreamManagement();
			StreamConfiguration present = management.getStreamInfo(TopicStream.nameOf(topic)).getConfiguration();
			return management.updateStream(change.apply(StreamConfiguration.builder(present)).build());
		});
	}

	@Override
	public TopicAdministration topics() {
		return this.topics;
	}

	@Override
	public Map<EngineFeature, String> missing() {
		return Map.of(EngineFeature.READ_ONLY, "a stream that is sealed cannot be opened again",
				EngineFeature.NOT_ALLOWED,
				"the server does not answer a message that this user may not publish, so that its outcome is unknown");
	}

	@Override
	public void refuse(Refusal refusal, String topic) {
		long present = call(() -> other().jetStreamManagement().getStreamInfo(TopicStream.nameOf(topic)))
			.getStreamState()
			.getByteCount();
		change(topic, (stream) -> stream.discardPolicy(DiscardPolicy.New).maxBytes(Math.max(1, present)));
	}

	@Override
	public void accept(Refusal refusal, String topic) {
		change(topic, (stream) -> stream.discardPolicy(DiscardPolicy.Old).maxBytes(-1));
	}

	@Override
	public void createTopicWithRecordLimit(String topic, int bytes) {
		this.topics.create(topic, new TopicSettings(1, null, null, null, null, null, null,
				Map.of("max.message.bytes", Integer.toString(bytes))));
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
		Connection present = this.other;
		if (present != null) {
			call(() -> {
				present.close();
				return true;
			});
		}
		if (this.isOwner) {
			this.server.close();
		}
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
