package io.github.dualstream.autoconfigure.transport;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of the transports of log and notifications.
 *
 * @param log Transport of the log. Kafka by default, NATS where it is on the class path
 * and Kafka is not.
 * @param bus Transport of the notifications. Redis by default, NATS where it is on the
 * class path and Redis is not.
 */
@ConfigurationProperties("dual-stream.transport")
record TransportProperties(@Nullable LogEngine log, @Nullable BusEngine bus) {

}
