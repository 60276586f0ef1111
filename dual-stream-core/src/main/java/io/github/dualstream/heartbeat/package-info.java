/**
 * Heartbeats: events that verify the whole path, and a monitor for those of other
 * services.
 */
@NullMarked
package io.github.dualstream.heartbeat;

import org.jspecify.annotations.NullMarked;
