package io.github.dualstream.benchmarks;

import java.util.concurrent.ExecutionException;

/**
 * Measures rounds, and fails where a contender did not deliver what it published.
 */
record Measurement(int lingerMillis, Topics topics, Notifications notifications) {

	Round of(Contender contender, int number, int events) throws InterruptedException, ExecutionException {
		long recordsBefore = this.topics.records(contender.name());
		long endedBefore = this.notifications.ended();
		long sentBefore = this.notifications.sent();
		// what the one before has left behind is not for this one to collect
		System.gc();
		ProcessUsage start = ProcessUsage.now();
		long startNanos = System.nanoTime();
		contender.publish(events);
		long elapsedNanos = System.nanoTime() - startNanos;
		this.notifications.awaitEnded(endedBefore + ((contender.announces()) ? events : 0));
		ProcessUsage end = ProcessUsage.now();
		long records = this.topics.records(contender.name()) - recordsBefore;
		if (records != events) {
			throw new IllegalStateException(contender.name() + " published " + events + " events, but topic '"
					+ contender.name() + "' got " + records + " records");
		}
		return new Round(this.lingerMillis, number, contender.name(), events, elapsedNanos, end.cpuNanosSince(start),
				end.allocatedSince(start), records, this.notifications.sent() - sentBefore);
	}

}
