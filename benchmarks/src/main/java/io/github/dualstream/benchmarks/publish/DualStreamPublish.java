package io.github.dualstream.benchmarks.publish;

import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import io.github.dualstream.BatchResult;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.workload.Acknowledgements;
import io.github.dualstream.benchmarks.workload.Notifications;
import io.github.dualstream.benchmarks.workload.Orders;
import org.jspecify.annotations.Nullable;

/**
 * dual-stream: {@code publish}, {@code publishAll} or {@code publishAsync}.
 *
 * @param publisher the publisher
 * @param orders what is published
 * @param batchSize number of events after which it waits for Kafka
 * @param notifications counts the notifications, if there are any
 */
record DualStreamPublish(DualStreamPublisher publisher, Orders orders, int batchSize,
		@Nullable Notifications notifications) implements Contender {

	@Override
	public void publish(int events) throws InterruptedException, ExecutionException {
		if (this.notifications != null) {
			this.notifications.expect(events);
		}
		if (this.batchSize == WITHOUT_WAITING) {
			publishAsync(events);
		}
		else if (this.batchSize == 1) {
			IntStream.range(0, events).mapToObj(this.orders::event).forEach(this.publisher::publish);
		}
		else {
			publishAll(events);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the acknowledgements get the answer
	private void publishAsync(int events) throws InterruptedException, ExecutionException {
		Acknowledgements acknowledgements = new Acknowledgements(events);
		for (int i = 0; i < events; i++) {
			this.publisher.publishAsync(this.orders.event(i))
				.whenComplete((result, failure) -> acknowledgements.answered(failure));
		}
		acknowledgements.await();
	}

	private void publishAll(int events) throws ExecutionException {
		for (int start = 0; start < events; start += this.batchSize) {
			BatchResult result = this.publisher
				.publishAll(IntStream.range(start, Math.min(start + this.batchSize, events))
					.mapToObj(this.orders::event)
					.toList());
			if (!result.isSuccess()) {
				throw new ExecutionException(result.failures().get(0).failure());
			}
		}
	}

	@Override
	public void awaitNotifications() {
		if (this.notifications != null) {
			this.notifications.awaitEnded();
		}
	}

	@Override
	public long notificationsSent() {
		return (this.notifications != null) ? this.notifications.sent() : 0;
	}

	@Override
	public boolean isSlow() {
		return this.batchSize == 1;
	}

}
