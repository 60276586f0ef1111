package io.github.dualstream.outbox;

/**
 * A relay lost its lease before it had done anything with it, which happens again as long
 * as the cause is there.
 */
final class LeaseLostException extends RuntimeException {

	LeaseLostException(long epoch) {
		super("The lease of this relay (epoch " + epoch + ") was gone before it was first renewed or used: the"
				+ " database does not keep what is committed, answers more slowly than dual-stream.outbox.relay.lease,"
				+ " or its clock jumps");
	}

}
