package io.github.dualstream.connection;

/**
 * State of a connection.
 */
public enum ConnectionState {

	/** The transport answers. */
	CONNECTED,
	/** The transport does not answer. */
	DISCONNECTED

}
