package io.github.dualstream.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Configuration properties of the transports of log and notifications.
 *
 * @param log Transport of the log. Kafka by default.
 * @param bus Transport of the notifications. Redis by default.
 */
public record TransportProperties(@Nullable LogEngine log, @Nullable BusEngine bus) {

}
