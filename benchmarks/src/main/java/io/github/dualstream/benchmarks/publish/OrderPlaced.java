package io.github.dualstream.benchmarks.publish;

import io.github.dualstream.benchmarks.workload.Order;

/**
 * The event that Spring Modulith externalizes.
 */
record OrderPlaced(int number, String sourceId, Order order) {

}
