package io.github.dualstream.benchmarks.engines;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.latency.Samples;
import io.github.dualstream.benchmarks.workload.Orders;
import io.nats.client.Connection;

/**
 * jnats' {@code publish}, and a subscription on a connection of its own.
 */
final class BareNatsBus implements BareBus {

	private final Connection publishing;

	private final Connection subscribed;

	private final List<String> subjects;

	BareNatsBus(NatsEngine engine, Orders orders, Samples samples) {
		this.publishing = engine.connect();
		this.subscribed = engine.connect();
		this.subjects = IntStream.range(0, Orders.SOURCES)
			.mapToObj((source) -> orders.channel(source).replace(':', '.'))
			.toList();
		this.subscribed.createDispatcher()
			.subscribe("events." + Orders.SOURCE_TYPE + ".*",
					(message) -> samples.notified(new String(message.getData(), StandardCharsets.UTF_8)));
		try {
			this.subscribed.flush(Duration.ofSeconds(5));
		}
		catch (TimeoutException ex) {
			throw new IllegalStateException("NATS does not confirm the subscription", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void publish(int number, String message) {
		this.publishing.publish(this.subjects.get(number % Orders.SOURCES), message.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void close() {
		NatsEngine.close(this.publishing);
		NatsEngine.close(this.subscribed);
	}

}
