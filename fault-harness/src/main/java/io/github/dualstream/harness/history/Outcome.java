package io.github.dualstream.harness.history;

/**
 * Known outcome of a publish.
 */
public enum Outcome {

	/** The publish was acknowledged. */
	ACKNOWLEDGED,

	/** The publish was reported as failed for certain. */
	FAILED,

	/** The publish was reported as unknown. */
	UNKNOWN,

	/** No outcome was reported before the process ended or was examined. */
	PENDING

}
