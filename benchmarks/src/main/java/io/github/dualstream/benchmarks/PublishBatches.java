package io.github.dualstream.benchmarks;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import io.github.dualstream.BatchResult;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;

/**
 * dual-stream, waiting for each batch.
 */
record PublishBatches(String name, DualStreamPublisher publisher, int batchSize, Records records) implements Contender {

	@Override
	public boolean announces() {
		return true;
	}

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
		return IntStream.range(start, end).mapToObj((event) -> this.records.event(this.name, event)).toList();
	}

}
