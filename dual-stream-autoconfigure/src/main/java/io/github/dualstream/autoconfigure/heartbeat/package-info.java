/**
 * Auto-configuration of heartbeats.
 */
@NullMarked
package io.github.dualstream.autoconfigure.heartbeat;

import org.jspecify.annotations.NullMarked;
