package io.github.dualstream.heartbeat;

/**
 * How worrying the silence of a service is.
 */
public enum HeartbeatLevel {

	/** Its heart beats. */
	OK,

	/** Some beats are missing. */
	WARNING,

	/** More are missing. */
	ERROR,

	/** So many are missing that it must be taken for dead. */
	CRITICAL

}
