package io.github.dualstream.outbox;

/**
 * What becomes of an event that is published outside of a transaction.
 */
public enum OutsideTransaction {

	/**
	 * It goes straight to the log, and the call succeeds when the log has acknowledged
	 * it.
	 */
	PUBLISH,

	/**
	 * The call fails: whoever publishes is to be made to open a transaction.
	 */
	REJECT

}
