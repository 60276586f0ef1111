package io.github.dualstream.benchmarks.consume;

import java.time.Duration;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.benchmarks.run.ProcessUsage;
import org.awaitility.Awaitility;

/**
 * Measures rounds, and fails where a contender did not handle each record once and in
 * order.
 */
record Measurement(Backlog backlog, Workload workload) {

	private static final Duration TIMEOUT = Duration.ofMinutes(3);

	private static final Duration PAUSE = Duration.ofMillis(2);

	Round round(int number, Contender contender, int handlerMillis) throws InterruptedException, ExecutionException {
		int records = this.workload.records(contender, handlerMillis);
		String topic = this.backlog.topic(records);
		String group = "%s-%d-%d-%d".formatted(contender.name(), contender.concurrency(), handlerMillis, number);
		Handling handling = new Handling(records, handlerMillis);
		// what the one before has left behind is not for this one to collect
		System.gc();
		ProcessUsage start = ProcessUsage.now();
		Contender.Running running = contender.starter().start(group, topic, handling);
		try {
			handling.await(TIMEOUT);
			long handled = System.nanoTime() - handling.startedAt();
			awaitCommitted(group, records);
			long committed = System.nanoTime() - handling.startedAt();
			long cpu = ProcessUsage.now().cpuNanosSince(start);
			handling.check();
			return new Round(number, contender.name(), contender.concurrency(), handlerMillis, records, handled,
					committed, cpu);
		}
		finally {
			running.stop();
		}
	}

	private void awaitCommitted(String group, int records) {
		Awaitility.await(group + " commits")
			.atMost(TIMEOUT)
			.pollDelay(Duration.ZERO)
			.pollInterval(PAUSE)
			.until(() -> this.backlog.committed(group) == records);
	}

}
