package io.github.dualstream.benchmarks.latency;

import java.util.Map;

/**
 * What was measured in one round.
 *
 * @param number number of the round; those up to 0 were for warming up
 * @param published how many events were published through dual-stream
 * @param notificationsSent how many of them were announced
 * @param latencies each latency by name
 */
record Round(int number, int published, long notificationsSent, Map<String, Percentiles> latencies) {

	boolean isCounted() {
		return this.number > 0;
	}

}
