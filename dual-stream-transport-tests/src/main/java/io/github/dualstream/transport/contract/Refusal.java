package io.github.dualstream.transport.contract;

/**
 * Reason for an engine to refuse appends.
 */
public enum Refusal {

	/** There is no room for more records. */
	FULL(EngineFeature.FULL),

	/** The engine serves reads only. */
	READ_ONLY(EngineFeature.READ_ONLY),

	/** This application may read, but not append. */
	NOT_ALLOWED(EngineFeature.NOT_ALLOWED);

	private final EngineFeature feature;

	Refusal(EngineFeature feature) {
		this.feature = feature;
	}

	EngineFeature feature() {
		return this.feature;
	}

}
