package io.github.dualstream.connection;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Application event published once when a connection is lost, and once when it is there
 * again. A connection counts as connected until the first probe of it. Published by a
 * thread of that connection: a listener may block, which delays nothing but the next
 * probe.
 *
 * @param connection the connection
 * @param state current state
 * @param since time of the probe that noticed the change
 * @param previousSince time when the previous state began
 * @param disconnects number of times that the connection has been lost since the start of
 * the application, including this one
 * @param cause class and message of the exception; {@code null} if connected
 */
public record ConnectionStateChanged(Connection connection, ConnectionState state, Instant since, Instant previousSince,
		long disconnects, @Nullable String cause) {

}
