package io.github.dualstream.benchmarks.engines;

import java.io.IOException;
import java.util.List;

import io.github.dualstream.benchmarks.latency.Samples;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.test.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * NATS JetStream with its streams in files, and core NATS.
 */
final class NatsEngine implements Engine {

	static final String NAME = "nats";

	private final NatsServer server = NatsServer.start();

	private final Connection connection = connect();

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public String bus() {
		return "nats";
	}

	@Override
	public List<String> properties() {
		return List.of("dual-stream.nats.server=" + this.server.url());
	}

	/** A connection as the log of dual-stream has one. */
	Connection connect() {
		try {
			return Nats.connect(new Options.Builder().server(this.server.url()).reconnectBufferSize(IN_FLIGHT).build());
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
	public Appender bareLog(ConfigurableApplicationContext service, Orders orders) {
		return new BareJetStream(this.connection, orders);
	}

	@Override
	public BareBus bareBus(Orders orders, Samples samples) {
		return new BareNatsBus(this, orders, samples);
	}

	@Override
	public List<Peer> peers() {
		return List.of(new PullConsumers(this));
	}

	JetStreamManagement management() throws IOException {
		return this.connection.jetStreamManagement();
	}

	@Override
	public long records() throws IOException, JetStreamApiException {
		return management().getStreamInfo(Topic.NAME).getStreamState().getMsgCount();
	}

	@Override
	public void clear() throws IOException, JetStreamApiException {
		management().purgeStream(Topic.NAME);
	}

	@Override
	public void close() {
		close(this.connection);
		this.server.close();
	}

	static void close(Connection connection) {
		try {
			connection.close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
