package io.github.dualstream.heartbeat;

/**
 * Severity of missing heartbeats.
 */
public enum HeartbeatLevel {

	/** Heartbeats arrive in time. */
	OK,

	/** Some heartbeats are missing. */
	WARNING,

	/** Many heartbeats are missing. */
	ERROR,

	/** So many heartbeats are missing that the service is considered down. */
	CRITICAL

}
