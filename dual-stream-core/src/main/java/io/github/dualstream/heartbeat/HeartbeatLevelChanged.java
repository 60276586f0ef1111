package io.github.dualstream.heartbeat;

/**
 * Application event published when the heartbeat level of a watched service changes.
 * Published by the monitor's own thread; a listener that blocks delays the monitoring.
 *
 * @param service name of the service
 * @param previous previous level
 * @param pulse current state of the service, with the level
 */
public record HeartbeatLevelChanged(String service, HeartbeatLevel previous, Pulse pulse) {

}
