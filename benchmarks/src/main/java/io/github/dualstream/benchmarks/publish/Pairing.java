package io.github.dualstream.benchmarks.publish;

import java.util.List;

/**
 * Who is compared with whom.
 *
 * @param subject name of a contender on dual-stream
 * @param peer name of the other contender
 */
record Pairing(String subject, String peer) {

	static final List<Pairing> ALL = List.of(new Pairing("publish-async", "raw-producer"),
			new Pairing("publish-async", "raw-producer-without-headers"),
			new Pairing("publish-async", "raw-producer-encoding"), new Pairing("publish-async", "kafka-template"),
			new Pairing("publish-async-without-redis", "raw-producer"),
			new Pairing("publish-async", "publish-per-acknowledgement"),
			new Pairing("publish-async", "publish-per-acknowledgement-encoding"),
			new Pairing("publish-async", "stream-bridge"), new Pairing("publish-async", "modulith"),
			new Pairing("publish-async", "send-then-redis"), new Pairing("publish", "send-then-redis"),
			new Pairing("publish-all-100", "raw-producer-by-100"),
			new Pairing("publish-all-1000", "raw-producer-by-1000"));

}
