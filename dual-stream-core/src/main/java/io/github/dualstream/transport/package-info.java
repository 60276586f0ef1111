/**
 * The SPI: a durable log of events and a best-effort bus of notifications.
 */
@NullMarked
package io.github.dualstream.transport;

import org.jspecify.annotations.NullMarked;
