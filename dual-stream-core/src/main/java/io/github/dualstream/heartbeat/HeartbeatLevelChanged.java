package io.github.dualstream.heartbeat;

/**
 * Application event: the heart of a watched service falls silent, or beats again.
 * Published by the monitor's own thread; a listener that blocks it delays the watch.
 *
 * @param service name of the service
 * @param previous the level before
 * @param pulse its pulse now, with the level
 */
public record HeartbeatLevelChanged(String service, HeartbeatLevel previous, Pulse pulse) {

}
