package io.github.dualstream.benchmarks.latency;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.benchmarks.run.FixedRate;
import io.github.dualstream.benchmarks.workload.Notifications;
import io.github.dualstream.benchmarks.workload.Orders;

/**
 * Publishes through dual-stream.
 */
final class Traffic {

	private final FixedRate rate;

	private final Orders orders;

	private final Samples samples;

	private final DualStreamPublisher publisher;

	private final Notifications notifications;

	Traffic(FixedRate rate, Orders orders, Samples samples, DualStreamPublisher publisher,
			Notifications notifications) {
		this.rate = rate;
		this.orders = orders;
		this.samples = samples;
		this.publisher = publisher;
		this.notifications = notifications;
	}

	Round round(int number, int events, Map<String, Percentiles> floors) {
		Map<String, Percentiles> latencies = new LinkedHashMap<>(floors);
		long sentBefore = this.notifications.sent();
		latencies.putAll(publish(events));
		return new Round(number, events, this.notifications.sent() - sentBefore, latencies);
	}

	private Map<String, Percentiles> publish(int events) {
		this.samples.clear();
		this.notifications.expect(events);
		this.rate.run(events, this::publish);
		this.samples.await((sample) -> sample.acknowledged != 0 && sample.consumed != 0);
		this.notifications.awaitEnded();
		return Latency.of(this.samples.all());
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the sample gets the answer
	private void publish(int number, long due) {
		Event event = this.orders.event(number);
		Sample sample = this.samples.add(event.id(), due);
		this.publisher.publishAsync(event).whenComplete((result, failure) -> {
			if (failure == null) {
				sample.acknowledged = System.nanoTime();
			}
		});
		sample.returned = System.nanoTime();
	}

}
