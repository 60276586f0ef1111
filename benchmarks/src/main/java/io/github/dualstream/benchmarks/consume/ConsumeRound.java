package io.github.dualstream.benchmarks.consume;

import java.time.Duration;
import java.util.concurrent.Callable;

import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.ProcessUsage;
import org.awaitility.Awaitility;

/**
 * A contender that handles a topic once.
 *
 * @param contender the contender
 * @param group name of its group, which has committed nothing
 * @param topic name of the topic
 * @param records how many records the topic has
 * @param handlerMillis how long the handler takes for each
 * @param committed whether the group has committed everything
 */
public record ConsumeRound(Contender contender, String group, String topic, int records, int handlerMillis,
		Callable<Boolean> committed) {

	private static final Duration TIMEOUT = Duration.ofMinutes(3);

	private static final Duration PAUSE = Duration.ofMillis(2);

	/**
	 * Handle the topic.
	 * @return rates, and the time of the processor for each record
	 * @throws Exception if a record was not handled once and in order, or the group
	 * cannot be asked
	 */
	public Figures measure() throws Exception {
		Handling handling = new Handling(this.records, this.handlerMillis);
		// what the one before has left behind is not for this one to collect
		System.gc();
		ProcessUsage before = ProcessUsage.now();
		Contender.Running running = this.contender.start(this.group, this.topic, handling);
		try {
			handling.await(TIMEOUT);
			long handled = System.nanoTime() - handling.startedAt();
			Awaitility.await(this.group + " commits")
				.atMost(TIMEOUT)
				.pollDelay(Duration.ZERO)
				.pollInterval(PAUSE)
				.until(this.committed);
			long committed = System.nanoTime() - handling.startedAt();
			long cpu = ProcessUsage.now().cpuNanosSince(before);
			handling.check();
			return new Figures().with("records", this.records)
				.with("per s", this.records * 1e9 / committed)
				.with("handled/s", this.records * 1e9 / handled)
				.with("CPU us/each", cpu / 1e3 / this.records);
		}
		finally {
			running.stop();
		}
	}

}
