package io.github.dualstream.test.history;

/**
 * What is known of a publish.
 */
public enum Outcome {

	/** It was acknowledged. */
	ACKNOWLEDGED,

	/** It was reported as failed for certain. */
	FAILED,

	/** It was reported as unknown. */
	UNKNOWN,

	/** Nothing was reported before the process ended or was looked at. */
	PENDING

}
