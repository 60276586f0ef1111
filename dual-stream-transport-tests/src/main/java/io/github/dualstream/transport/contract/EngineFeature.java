package io.github.dualstream.transport.contract;

import org.junit.jupiter.api.Assumptions;

/**
 * Feature that not every engine has. A transport declares those that it lacks, each with
 * the reason, by {@link LogUnderTest#missing()}; the tests that need one are then aborted
 * and show that reason.
 */
public enum EngineFeature {

	/** A topic does not exist before it is created: its first use does not create it. */
	TOPICS_ARE_CREATED,

	/** A topic can get more partitions. */
	MORE_PARTITIONS,

	/** A suspended engine accepts connections, and appends wait for its answer. */
	WAITS_FOR_ANSWERS,

	/** An event that is appended again under its id is in the log once. */
	DEDUPLICATION,

	/** A topic can limit the size of its records. */
	RECORD_LIMIT,

	/** The engine can be made full, and answers that it is. */
	FULL,

	/** The engine can be made read-only, and answers that it is. */
	READ_ONLY,

	/** The engine can forbid an application to append, and answers that it does. */
	NOT_ALLOWED;

	/**
	 * Abort the current test if the transport lacks this feature.
	 */
	void assumePresentIn(LogUnderTest transport) {
		String reason = transport.missing().get(this);
		Assumptions.assumeTrue(reason == null, () -> "No " + this + ": " + reason);
	}

}
