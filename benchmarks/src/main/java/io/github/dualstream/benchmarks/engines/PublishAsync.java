package io.github.dualstream.benchmarks.engines;

import java.util.function.Consumer;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.workload.Notifications;
import io.github.dualstream.benchmarks.workload.Orders;
import org.jspecify.annotations.Nullable;

/**
 * {@code publishAsync}, with everything that the starter configures.
 *
 * @param publisher the publisher
 * @param orders what is published
 * @param notifications counts the notifications, if there are any
 */
record PublishAsync(DualStreamPublisher publisher, Orders orders,
		@Nullable Notifications notifications) implements Appender {

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the consumer gets the answer
	public void append(int number, Consumer<@Nullable Throwable> answered) {
		if (this.notifications != null) {
			this.notifications.expect(1);
		}
		this.publisher.publishAsync(this.orders.event(number))
			.whenComplete((result, failure) -> answered.accept(failure));
	}

	@Override
	public void awaitSettled() {
		if (this.notifications != null) {
			this.notifications.awaitEnded();
		}
	}

}
