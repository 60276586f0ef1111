package io.github.dualstream.outbox;

/**
 * Thrown when a relay lost its lease before it had used it, which recurs until the cause
 * is removed.
 */
final class LeaseLostException extends RuntimeException {

	LeaseLostException(long epoch) {
		super("The lease of this relay (epoch " + epoch + ") was lost before it was first renewed or used: the"
				+ " database does not keep what is committed, answers more slowly than dual-stream.outbox.relay.lease,"
				+ " or its clock jumps");
	}

}
