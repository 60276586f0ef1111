package io.github.dualstream.outbox;

/**
 * Handling of an event that is published outside of a transaction.
 */
public enum OutsideTransaction {

	/**
	 * It is sent directly to the log, and the call succeeds when the log has acknowledged
	 * it. While events of its source wait in the outbox, it is queued behind them: it is
	 * stored, in a transaction of its own.
	 */
	PUBLISH,

	/**
	 * It is stored, in a transaction of its own.
	 */
	STORE,

	/**
	 * The call fails, so that the caller has to open a transaction.
	 */
	REJECT

}
