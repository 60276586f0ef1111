package io.github.dualstream.outbox;

/**
 * What becomes of an event that is published outside of a transaction.
 */
public enum OutsideTransaction {

	/**
	 * It goes straight to the log, and the call succeeds when the log has acknowledged
	 * it. While events of its source wait in the outbox, it goes behind them: it is
	 * stored, in a transaction of its own.
	 */
	PUBLISH,

	/**
	 * It is stored, in a transaction of its own.
	 */
	STORE,

	/**
	 * The call fails: whoever publishes is to be made to open a transaction.
	 */
	REJECT

}
