package io.github.dualstream.benchmarks.feeds;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.benchmarks.run.FixedRate;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Orders;

/**
 * Events of all sources at a fixed rate, and clients that follow ten sources each.
 */
final class EventLatency {

	private static final int SOURCES_PER_CLIENT = 10;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Gateway gateway;

	private final DualStreamPublisher publisher;

	private final Orders orders;

	EventLatency(Gateway gateway, DualStreamPublisher publisher, Orders orders) {
		this.gateway = gateway;
		this.publisher = publisher;
		this.orders = orders;
	}

	void run(Run run) throws IOException {
		FixedRate rate = new FixedRate(run.options().number("rate"));
		int events = rate.perSecond() * run.options().number("seconds");
		try (ClientProcess clients = ClientProcess.start(this.gateway.port(), paths(), 0, false)) {
			clients.connect();
			for (int number : run.options().rounds("rounds")) {
				rate.run(events, this::publish);
				Delivered delivered = clients.await(events, TIMEOUT);
				run.add(number, rate.perSecond() + " events per second, publish to client", this.gateway.name(),
						delivered.require(events).figures());
			}
		}
	}

	private List<String> paths() {
		return IntStream.range(0, Orders.SOURCES / SOURCES_PER_CLIENT)
			.mapToObj((client) -> "/events/stream?history=0&" + IntStream.range(0, SOURCES_PER_CLIENT)
				.mapToObj((i) -> "source=" + Orders.SOURCE_TYPE + ":"
						+ this.orders.sourceId(client * SOURCES_PER_CLIENT + i))
				.collect(Collectors.joining("&")))
			.toList();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // what does not arrive is noticed
	private void publish(int number, long due) {
		this.publisher.publishAsync(Event.builder()
			.id("e" + number + "-" + due)
			.source(Orders.SOURCE_TYPE, this.orders.sourceId(number))
			.type(Orders.TYPE)
			.data(this.orders.order(number))
			.build());
	}

}
