package io.github.dualstream.benchmarks.latency;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.benchmarks.run.FixedRate;
import io.github.dualstream.benchmarks.workload.Notifications;
import io.github.dualstream.benchmarks.workload.Orders;
import io.lettuce.core.api.sync.RedisCommands;
import org.awaitility.Awaitility;

/**
 * Publishes through dual-stream and, as the floor, to Redis alone.
 */
final class Traffic {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final FixedRate rate;

	private final Orders orders;

	private final Samples samples;

	private final DualStreamPublisher publisher;

	private final Notifications notifications;

	private final RedisCommands<String, String> redis;

	Traffic(FixedRate rate, Orders orders, Samples samples, DualStreamPublisher publisher, Notifications notifications,
			RedisCommands<String, String> redis) {
		this.rate = rate;
		this.orders = orders;
		this.samples = samples;
		this.publisher = publisher;
		this.notifications = notifications;
		this.redis = redis;
	}

	Round round(int number, int events) {
		Map<String, Percentiles> latencies = new LinkedHashMap<>(publish(events));
		long sentBefore = this.notifications.sent();
		latencies.putAll(publishThroughDualStream(events));
		return new Round(number, events, this.notifications.sent() - sentBefore, latencies);
	}

	private Map<String, Percentiles> publish(int events) {
		this.samples.clear();
		this.rate.run(events, this::publish);
		await((sample) -> sample.notified != 0);
		return Map.of(Latency.BARE_PUBLISH_TO_SUBSCRIBER,
				Percentiles.of(this.samples.all(), Sample::due, (sample) -> sample.notified));
	}

	private void publish(int number, long due) {
		String id = UUID.randomUUID().toString();
		String message = this.orders.notification(number, id, "orders:0:" + number);
		this.samples.add(id, due);
		this.redis.publish(this.orders.channel(number), message);
	}

	private Map<String, Percentiles> publishThroughDualStream(int events) {
		this.samples.clear();
		this.notifications.expect(events);
		this.rate.run(events, this::publishThroughDualStream);
		await((sample) -> sample.acknowledged != 0 && sample.consumed != 0);
		this.notifications.awaitEnded();
		return Latency.of(this.samples.all());
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the sample gets the answer
	private void publishThroughDualStream(int number, long due) {
		Event event = this.orders.event(number);
		Sample sample = this.samples.add(event.id(), due);
		this.publisher.publishAsync(event).whenComplete((result, failure) -> {
			if (failure == null) {
				sample.acknowledged = System.nanoTime();
			}
		});
		sample.returned = System.nanoTime();
	}

	private void await(Predicate<Sample> arrived) {
		Awaitility.await("every event has arrived")
			.atMost(TIMEOUT)
			.until(() -> this.samples.all().stream().allMatch(arrived));
	}

}
