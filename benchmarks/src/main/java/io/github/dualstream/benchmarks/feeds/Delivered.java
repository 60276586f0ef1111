package io.github.dualstream.benchmarks.feeds;

/**
 * What clients have got. Latencies are in milliseconds, from publish.
 *
 * @param deliveries events, counted once for each client
 * @param gaps events that a client should have got in between
 * @param duplicates events that a client had got before
 * @param resets how often clients were told to begin anew
 * @param lastAt when the last of them came, in {@link System#nanoTime()}
 * @param p50 to half of the clients
 * @param p99 to 99 of 100 clients
 * @param lastP50 to the last client, for half of the events
 * @param lastP99 to the last client, for 99 of 100 events
 */
record Delivered(long deliveries, long gaps, long duplicates, long resets, long lastAt, double p50, double p99,
		double lastP50, double lastP99) {
}
