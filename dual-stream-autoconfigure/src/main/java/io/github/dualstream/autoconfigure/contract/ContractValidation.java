package io.github.dualstream.autoconfigure.contract;

/**
 * Effect of contracts on the publishing of events.
 */
enum ContractValidation {

	/** Events are not checked. */
	OFF,
	/** Events that violate their contract are published, counted and logged. */
	WARN,
	/** Events that violate their contract are rejected. */
	REJECT

}
