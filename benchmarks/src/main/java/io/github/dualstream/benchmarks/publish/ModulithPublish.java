package io.github.dualstream.benchmarks.publish;

import java.time.Duration;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.benchmarks.workload.OrderPlaced;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import org.awaitility.Awaitility;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Spring Modulith: each event published in a transaction of its own, and externalized
 * after the commit.
 */
record ModulithPublish(ApplicationEventPublisher events, TransactionOperations transactions, Orders orders,
		Topic topic) implements Contender {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@Override
	public void publish(int events) throws InterruptedException, ExecutionException {
		long expected = this.topic.records() + events;
		for (int i = 0; i < events; i++) {
			OrderPlaced event = this.orders.placed(i);
			this.transactions.executeWithoutResult((transaction) -> this.events.publishEvent(event));
		}
		Awaitility.await("every event has been externalized")
			.atMost(TIMEOUT)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> this.topic.records() >= expected);
	}

	@Override
	public boolean isSlow() {
		return true;
	}

}
