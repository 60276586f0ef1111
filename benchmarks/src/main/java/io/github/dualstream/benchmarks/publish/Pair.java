package io.github.dualstream.benchmarks.publish;

/**
 * Both sides of a pairing, one right after the other.
 *
 * @param number number of the pair; those up to 0 were for warming up
 * @param subject the one side
 * @param peer the other
 */
record Pair(int number, Round subject, Round peer) {

	boolean isCounted() {
		return this.number > 0;
	}

	boolean isOf(Pairing pairing) {
		return this.subject.contender().equals(pairing.subject()) && this.peer.contender().equals(pairing.peer());
	}

	/** How many times the peer's throughput the subject has. */
	double ratio() {
		return this.subject.eventsPerSecond() / this.peer.eventsPerSecond();
	}

	/** The same, counted until the notifications were out. */
	double settledRatio() {
		return this.subject.settledPerSecond() / this.peer.settledPerSecond();
	}

}
