/**
 * Auto-configuration of log and notifications on NATS.
 */
@NullMarked
package io.github.dualstream.autoconfigure.nats;

import org.jspecify.annotations.NullMarked;
