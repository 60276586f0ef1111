package io.github.dualstream.transport.nats;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.ChannelStrategy;
import io.github.dualstream.transport.Notification;
import io.nats.client.Options;

/**
 * A bus as an application would have it.
 */
final class TestBus implements AutoCloseable {

	static final Duration TIMEOUT = Duration.ofMillis(250);

	static final ChannelNaming NAMING = new ChannelNaming("events", ChannelStrategy.PER_SOURCE, 1);

	final NatsNotificationBus bus;

	TestBus(Options.Builder options) {
		this(options, TIMEOUT);
	}

	TestBus(Options.Builder options, Duration timeout) {
		Threads threads = new Threads();
		this.bus = new NatsNotificationBus(new NatsConnections(() -> options, threads), NAMING, timeout, threads);
	}

	static TestBus on(NatsServer server) {
		return new TestBus(new Options.Builder().server(server.url()));
	}

	static TestBus on(NatsServer server, String user, String password) {
		return new TestBus(
				new Options.Builder().server(server.url()).userInfo(user.toCharArray(), password.toCharArray()));
	}

	static Notification notification(String sourceId, long offset) {
		return new Notification("id-" + offset, "order.placed", new Source("order", sourceId),
				new Position("events", 0, offset), null);
	}

	static List<Notification> batch(String sourceId, int size) {
		return IntStream.range(0, size).mapToObj((i) -> notification(sourceId, i)).toList();
	}

	static String channel(String sourceId) {
		return NAMING.channelOf(new Source("order", sourceId));
	}

	@Override
	public void close() {
		this.bus.close();
	}

}
