package io.github.dualstream.benchmarks.workload;

/**
 * The event that peers with a registry keep.
 *
 * @param number its number
 * @param sourceId its source
 * @param order its data
 */
public record OrderPlaced(int number, String sourceId, Order order) {

}
