/**
 * Event store and event-sourced aggregates.
 */
@NullMarked
package io.github.dualstream.aggregate;

import org.jspecify.annotations.NullMarked;
