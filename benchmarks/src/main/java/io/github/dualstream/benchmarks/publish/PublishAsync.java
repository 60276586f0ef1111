package io.github.dualstream.benchmarks.publish;

import java.util.concurrent.ExecutionException;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.workload.Acknowledgements;
import io.github.dualstream.benchmarks.workload.Orders;

/**
 * dual-stream without waiting for the single event.
 */
record PublishAsync(DualStreamPublisher publisher, Orders orders) implements Contender {

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the acknowledgements get the answer
	public void publish(int events) throws InterruptedException, ExecutionException {
		Acknowledgements acknowledgements = new Acknowledgements(events);
		for (int i = 0; i < events; i++) {
			this.publisher.publishAsync(this.orders.event(i))
				.whenComplete((result, failure) -> acknowledgements.answered(failure));
		}
		acknowledgements.await();
	}

}
