package io.github.dualstream.benchmarks;

import io.github.dualstream.DualStreamPublisher;

/**
 * dual-stream, waiting for each event.
 */
record PublishEach(String name, DualStreamPublisher publisher, Records records) implements Contender {

	@Override
	public boolean waitsForEach() {
		return true;
	}

	@Override
	public boolean announces() {
		return true;
	}

	@Override
	public void publish(int events) {
		for (int i = 0; i < events; i++) {
			this.publisher.publish(this.records.event(this.name, i));
		}
	}

}
