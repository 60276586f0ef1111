package io.github.dualstream.benchmarks.publish;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.workload.Orders;

/**
 * dual-stream, waiting for each event.
 */
record PublishEach(DualStreamPublisher publisher, Orders orders) implements Contender {

	@Override
	public boolean isSlow() {
		return true;
	}

	@Override
	public void publish(int events) {
		for (int i = 0; i < events; i++) {
			this.publisher.publish(this.orders.event(i));
		}
	}

}
