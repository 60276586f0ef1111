package io.github.dualstream.connection;

/**
 * Connection of an application to one of its transports.
 */
public enum Connection {

	/** Connection to the log. */
	LOG,
	/** Connection to the bus of the notifications. */
	BUS

}
