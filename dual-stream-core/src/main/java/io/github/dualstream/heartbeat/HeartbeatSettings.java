package io.github.dualstream.heartbeat;

import java.time.Duration;

/**
 * When a heart must beat. Senders and monitors must agree on the interval.
 *
 * @param interval time between two beats
 * @param warningAfter how many missed beats are a warning, at least 1
 * @param errorAfter how many are an error, more than the former
 * @param criticalAfter how many are critical, more than the former; a beat that is this
 * late when it is seen has expired and does not count
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
