package io.github.dualstream.benchmarks.redisfaults;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.workload.Acknowledgements;
import io.github.dualstream.benchmarks.workload.Orders;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.awaitility.Awaitility;

/**
 * Publishes through dual-stream.
 *
 * @param publisher dual-stream
 * @param orders what is published
 * @param redis for the subscriber, without a proxy
 */
record Publishing(DualStreamPublisher publisher, Orders orders, RedisClient redis) {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final Duration PAUSE = Duration.ofMillis(5);

	/**
	 * Publish as fast as it goes.
	 * @param events how many
	 * @return events a second, until the last acknowledgement
	 * @throws ExecutionException if one of them was not acknowledged
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the acknowledgements get the answer
	double perSecond(int events) throws InterruptedException, ExecutionException {
		Acknowledgements acknowledgements = new Acknowledgements(events);
		long start = System.nanoTime();
		for (int i = 0; i < events; i++) {
			this.publisher.publishAsync(this.orders.event(i))
				.whenComplete((result, failure) -> acknowledgements.answered(failure));
		}
		acknowledgements.await();
		return events * 1e9 / (System.nanoTime() - start);
	}

	/**
	 * Subscribe, and publish an event now and then until a notification arrives.
	 */
	void awaitNotification() {
		AtomicBoolean arrived = new AtomicBoolean();
		try (StatefulRedisPubSubConnection<String, String> subscriber = this.redis.connectPubSub()) {
			subscriber.addListener(new RedisPubSubAdapter<>() {

				@Override
				public void message(String channel, String message) {
					arrived.set(true);
				}

			});
			subscriber.sync().subscribe(this.orders.channel(0));
			Awaitility.await("a notification arrives")
				.atMost(TIMEOUT)
				.pollDelay(Duration.ZERO)
				.pollInterval(PAUSE)
				.until(() -> arrived.get() || !publishOne());
		}
	}

	/** Fails where the event is not acknowledged. */
	private boolean publishOne() {
		this.publisher.publish(this.orders.event(0));
		return true;
	}

}
