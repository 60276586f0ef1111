package io.github.dualstream.benchmarks.feeds;

/**
 * What was measured of clients that came back at the same time.
 *
 * @param clients how many
 * @param missed how many events each had missed; as many followed
 * @param connectedSeconds until all were connected
 * @param seconds until the last of them had everything
 * @param delivered what they got
 */
record Reconnect(int clients, int missed, double connectedSeconds, double seconds, Delivered delivered) {
}
