/**
 * Heartbeats: events that prove the whole path works, and a watch over those of others.
 */
@NullMarked
package io.github.dualstream.heartbeat;

import org.jspecify.annotations.NullMarked;
