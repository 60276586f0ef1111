package io.github.dualstream.heartbeat;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Heartbeat state of a service.
 *
 * @param level severity of its missing heartbeats
 * @param missed number of consecutive missed heartbeats
 * @param lastBeat time of the newest heartbeat that counts; {@code null} if there was
 * none yet
 */
public record Pulse(HeartbeatLevel level, long missed, @Nullable Instant lastBeat) {

}
