package io.github.dualstream.benchmarks;

import java.util.concurrent.ExecutionException;

import io.github.dualstream.DualStreamPublisher;

/**
 * dual-stream without waiting for the single event.
 */
record PublishAsync(String name, DualStreamPublisher publisher, boolean announces,
		Records records) implements Contender {

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the answer goes to the
													// acknowledgements
	public void publish(int events) throws InterruptedException, ExecutionException {
		Acknowledgements acknowledgements = new Acknowledgements(events);
		for (int i = 0; i < events; i++) {
			this.publisher.publishAsync(this.records.event(this.name, i))
				.whenComplete((result, failure) -> acknowledgements.answered(failure));
		}
		acknowledgements.await();
	}

}
