package io.github.dualstream.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Engines for log and bus.
 *
 * @param log engine that holds the log; Kafka by default
 * @param bus engine that carries notifications; Redis by default
 */
public record TransportProperties(@Nullable LogEngine log, @Nullable BusEngine bus) {

}
