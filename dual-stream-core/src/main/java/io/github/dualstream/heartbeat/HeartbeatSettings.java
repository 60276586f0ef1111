package io.github.dualstream.heartbeat;

import java.time.Duration;

/**
 * Settings of heartbeats. Senders and monitors must agree on the interval.
 *
 * @param interval interval between two heartbeats
 * @param warningAfter number of missed heartbeats that are a warning, at least 1
 * @param errorAfter number of missed heartbeats that are an error, more than the former
 * @param criticalAfter number of missed heartbeats that are critical, more than the
 * former; a heartbeat that is seen this late has expired and does not count
 */
public record HeartbeatSettings(Duration interval, int warningAfter, int errorAfter, int criticalAfter) {

	/** Source type of heartbeats; the source id is the service. */
	public static final String SOURCE_TYPE = "heartbeat";

	HeartbeatLevel levelOf(long missed) {
		if (missed >= this.criticalAfter) {
			return HeartbeatLevel.CRITICAL;
		}
		if (missed >= this.errorAfter) {
			return HeartbeatLevel.ERROR;
		}
		return (missed >= this.warningAfter) ? HeartbeatLevel.WARNING : HeartbeatLevel.OK;
	}

	Duration expiry() {
		return this.interval.multipliedBy(this.criticalAfter);
	}

}
