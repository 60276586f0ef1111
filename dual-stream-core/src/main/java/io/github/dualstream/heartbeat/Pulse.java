package io.github.dualstream.heartbeat;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the heart of a service.
 *
 * @param level how worrying its silence is
 * @param missed how many beats are missing in a row
 * @param lastBeat when the newest beat was sent that counts; {@code null} if there was
 * none yet
 */
public record Pulse(HeartbeatLevel level, long missed, @Nullable Instant lastBeat) {

}
