package io.github.dualstream.benchmarks.consume;

/**
 * What entries that dual-stream has read and not handled take.
 *
 * @param entries how many there were
 * @param bytes heap in use after a garbage collection, more than before the consumer was
 * started
 */
record InFlightHeap(int entries, long bytes) {

	double bytesPerEntry() {
		return (double) this.bytes / this.entries;
	}

}
