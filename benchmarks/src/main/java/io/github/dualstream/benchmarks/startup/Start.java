package io.github.dualstream.benchmarks.startup;

/**
 * One start of the application.
 *
 * @param number number of the round; those up to 0 were for warming up
 * @param variant what is on its class path
 * @param millis from the start of its process until it was ready
 * @param heapBytes in use after a garbage collection, once it was ready
 * @param beans how many bean definitions it has
 */
record Start(int number, Variant variant, double millis, long heapBytes, int beans) {

	boolean isCounted() {
		return this.number > 0;
	}

	double heapMegabytes() {
		return this.heapBytes / 1e6;
	}

}
