package io.github.dualstream.benchmarks.consume;

import java.util.List;

/**
 * Everything that was measured.
 *
 * @param heap heap that entries in flight take
 * @param rounds all rounds
 */
record Consumed(InFlightHeap heap, List<Round> rounds) {

}
