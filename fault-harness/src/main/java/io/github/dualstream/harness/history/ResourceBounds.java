package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Invariant H: heap, threads, file descriptors and queues stay bounded.
 *
 * @param highest maximum allowed values
 */
public record ResourceBounds(ResourceSample highest) {

	/**
	 * Checks the invariant.
	 * @param process name of the process, for the messages
	 * @param samples samples of the process over time
	 * @return the violations; none means that the invariant holds
	 */
	public List<Violation> check(String process, Collection<ResourceSample> samples) {
		List<Violation> violations = new ArrayList<>();
		if (samples.isEmpty()) {
			violations.add(new Violation('H', "no sample of " + process));
		}
		for (ResourceSample sample : samples) {
			require(process, "bytes of heap", sample.heapBytes(), this.highest.heapBytes(), violations);
			require(process, "threads", sample.threads(), this.highest.threads(), violations);
			require(process, "file descriptors", sample.fileDescriptors(), this.highest.fileDescriptors(), violations);
			require(process, "waiting notifications", sample.queue(), this.highest.queue(), violations);
		}
		return violations;
	}

	private static void require(String process, String what, long value, long bound, List<Violation> violations) {
		if (value > bound) {
			violations.add(new Violation('H', process + " held " + value + " " + what + ", more than " + bound));
		}
	}

}
