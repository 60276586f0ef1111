package io.github.dualstream.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.dualstream.faults.EngineFault.Effect;
import io.github.dualstream.harness.TcpProxy;
import io.github.dualstream.harness.history.LogRecord;
import io.github.dualstream.test.NatsServer;
import io.github.dualstream.harness.history.ReceivedMessage;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.KeyValue;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;

/**
 * JetStream and core NATS on one server behind a proxy. The test's own connection does
 * not lead through it.
 */
final class NatsUnderFaults implements EngineUnderFaults {

	private static final int PARTITIONS = 3;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final String BALLAST = "ballast";

	/** An account may fill so much of the disk. */
	private static final String LIMIT = "accounts { LIMITED { jetstream { max_disk: 256MB },"
			+ " users: [ { user: app, password: app } ] } }";

	private final NatsServer server = NatsServer.start(LIMIT, "no_auth_user: app");

	private final TcpProxy proxy = TcpProxy.to(this.server.host(), this.server.port());

	private final Connection connection = connect();

	private Connection connect() {
		try {
			return Nats.connect(new Options.Builder().server(this.server.url())
				.maxReconnects(-1)
				.reconnectWait(Duration.ofMillis(100))
				.connectionTimeout(TIMEOUT)
				.build());
		}
		catch (IOException ex) {
			throw new IllegalStateException("NATS cannot be reached", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public List<EngineFault> faults() {
		List<EngineFault> faults = new ArrayList<>(ServerFaults.all(this.server, this.proxy));
		faults.add(new EngineFault("storage full", Effect.STOPS, this::fill, this::makeRoom));
		return faults;
	}

	/** Another program takes what the account may have. */
	private void fill() {
		byte[] junk = new byte[512 * 1024];
		try {
			this.connection.jetStreamManagement()
				.addStream(StreamConfiguration.builder()
					.name(BALLAST)
					.subjects(BALLAST)
					.storageType(StorageType.File)
					.build());
			while (true) {
				this.connection.jetStream().publish(BALLAST, junk);
			}
		}
		catch (JetStreamApiException ex) {
			// there is no room left for this, and then none for the smallest either
			fillWith(new byte[1]);
		}
		catch (IOException ex) {
			throw new IllegalStateException("NATS did not answer", ex);
		}
	}

	private void fillWith(byte[] crumb) {
		try {
			while (true) {
				this.connection.jetStream().publish(BALLAST, crumb);
			}
		}
		catch (JetStreamApiException ex) {
			// full
		}
		catch (IOException ex) {
			throw new IllegalStateException("NATS did not answer", ex);
		}
	}

	private void makeRoom() {
		try {
			this.connection.jetStreamManagement().deleteStream(BALLAST);
		}
		catch (IOException | JetStreamApiException ex) {
			throw new IllegalStateException("The ballast cannot be deleted", ex);
		}
	}

	@Override
	public Map<String, String> connection() {
		return Map.of("dual-stream.nats.server", "nats://" + this.proxy.host() + ":" + this.proxy.port(),
				"dual-stream.transport.log", "nats", "dual-stream.transport.bus", "nats",
				"dual-stream.publisher.max-block", "1s", "dual-stream.publisher.delivery-timeout", "3s");
	}

	@Override
	public Subscriber subscribe() {
		List<ReceivedMessage> received = new CopyOnWriteArrayList<>();
		Connection subscribed = connect();
		subscribed.createDispatcher()
			.subscribe("events.>", (message) -> received.add(new ReceivedMessage(message.getSubject().replace('.', ':'),
					new String(message.getData(), StandardCharsets.UTF_8))));
		return new Subscriber() {

			@Override
			public List<ReceivedMessage> messages() {
				return received;
			}

			@Override
			public void close() {
				NatsUnderFaults.close(subscribed);
			}

		};
	}

	@Override
	public List<LogRecord> log(String topic) {
		List<LogRecord> records = new ArrayList<>();
		try {
			long left = this.connection.jetStreamManagement().getStreamInfo(topic).getStreamState().getMsgCount();
			JetStreamSubscription subscription = this.connection.jetStream()
				.subscribe(topic + ".>", PushSubscribeOptions.builder().stream(topic).ordered(true).build());
			while (left > 0) {
				Message message = subscription.nextMessage(TIMEOUT);
				if (message == null) {
					throw new IllegalStateException("Read " + records.size() + " records, and " + left + " are left");
				}
				records.add(recordOf(topic, message));
				left = message.metaData().pendingCount();
			}
			subscription.unsubscribe();
		}
		catch (IOException | JetStreamApiException ex) {
			throw new IllegalStateException("Topic '" + topic + "' cannot be read", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		return records;
	}

	/** The keys of the events here are their own tokens. */
	private static LogRecord recordOf(String topic, Message message) {
		String[] tokens = message.getSubject().split("\\.", -1);
		Map<String, byte[]> headers = new TreeMap<>();
		message.getHeaders().forEach((name, values) -> {
			if (!name.startsWith("Nats-") && !name.startsWith("Dual-Stream-")) {
				headers.put(name, values.get(0).getBytes(StandardCharsets.UTF_8));
			}
		});
		return LogRecord.of(topic, Integer.parseInt(tokens[1]), message.metaData().streamSequence() - 1, tokens[2],
				headers, message.getData());
	}

	@Override
	public GroupOffsets offsets(String group, String topic) {
		return new GroupOffsets() {

			@Override
			public Map<String, Long> committed() {
				return committedBy(group, topic);
			}

			@Override
			public Map<String, Long> ends() {
				return endsOf(log(topic));
			}

			@Override
			public void close() {
				// the connection is the engine's
			}

		};
	}

	private Map<String, Long> committedBy(String group, String topic) {
		Map<String, Long> committed = new HashMap<>();
		try {
			KeyValue offsets = this.connection.keyValue("dual-stream-offsets");
			for (int partition = 0; partition < PARTITIONS; partition++) {
				KeyValueEntry entry = offsets.get(group + "." + topic + "." + partition);
				if (entry != null && entry.getValueAsString() != null) {
					String text = entry.getValueAsString();
					committed.put(topic + ":" + partition, Long.valueOf(text.substring(0, text.indexOf(' '))));
				}
			}
		}
		catch (IOException | JetStreamApiException | IllegalStateException ex) {
			// the server is away, or the group has not begun
		}
		return committed;
	}

	static Map<String, Long> endsOf(List<LogRecord> log) {
		Map<String, Long> ends = new HashMap<>();
		log.forEach((record) -> ends.merge(record.topic() + ":" + record.partition(), record.offset() + 1, Math::max));
		return ends;
	}

	@Override
	public void close() {
		close(this.connection);
		this.proxy.close();
		this.server.close();
	}

	private static void close(Connection connection) {
		try {
			connection.close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
