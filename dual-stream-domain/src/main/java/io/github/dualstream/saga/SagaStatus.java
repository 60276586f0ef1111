package io.github.dualstream.saga;

/**
 * Status of a saga.
 */
public enum SagaStatus {

	/** The saga waits for events or deadlines. */
	RUNNING,

	/** The saga has ended successfully. */
	COMPLETED,

	/** The saga has ended by its compensations. */
	COMPENSATED

}
