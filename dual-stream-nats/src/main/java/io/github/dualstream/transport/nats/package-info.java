/**
 * NATS: JetStream as the log, core NATS as the notification bus.
 */
@NullMarked
package io.github.dualstream.transport.nats;

import org.jspecify.annotations.NullMarked;
