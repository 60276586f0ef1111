package io.github.dualstream.benchmarks.publish;

import java.util.concurrent.ExecutionException;

import io.github.dualstream.benchmarks.run.ProcessUsage;
import io.github.dualstream.benchmarks.workload.Topic;

/**
 * Measures rounds, and fails where a contender did not deliver what it published.
 */
record Measurement(Topic topic, Contenders contenders) {

	/**
	 * Measure a round.
	 * @param name whose
	 * @param many how many events there are
	 * @param few how many there are for a slow contender
	 */
	Round of(String name, int many, int few) throws InterruptedException, ExecutionException {
		Contender contender = this.contenders.get(name);
		int events = contender.isSlow() ? few : many;
		long recordsBefore = this.topic.records();
		long sentBefore = contender.notificationsSent();
		// what the one before has left behind is not for this one to collect
		System.gc();
		ProcessUsage start = ProcessUsage.now();
		long startNanos = System.nanoTime();
		contender.publish(events);
		long elapsedNanos = System.nanoTime() - startNanos;
		contender.awaitNotifications();
		long settledNanos = System.nanoTime() - startNanos;
		ProcessUsage end = ProcessUsage.now();
		long records = this.topic.records() - recordsBefore;
		if (records != events) {
			throw new IllegalStateException(
					name + " published " + events + " events, but the topic got " + records + " records");
		}
		return new Round(name, events, elapsedNanos, settledNanos, end.cpuNanosSince(start), end.allocatedSince(start),
				contender.notificationsSent() - sentBefore);
	}

}
