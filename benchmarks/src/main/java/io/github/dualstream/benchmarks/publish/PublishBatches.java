package io.github.dualstream.benchmarks.publish;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import io.github.dualstream.BatchResult;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.benchmarks.workload.Orders;

/**
 * dual-stream, waiting for each batch.
 */
record PublishBatches(DualStreamPublisher publisher, Orders orders, int batchSize) implements Contender {

	@Override
	public void publish(int events) throws ExecutionException {
		for (int start = 0; start < events; start += this.batchSize) {
			BatchResult result = this.publisher.publishAll(batch(start, Math.min(start + this.batchSize, events)));
			if (!result.isSuccess()) {
				throw new ExecutionException(result.failures().get(0).failure());
			}
		}
	}

	private List<Event> batch(int start, int end) {
		return IntStream.range(start, end).mapToObj(this.orders::event).toList();
	}

}
