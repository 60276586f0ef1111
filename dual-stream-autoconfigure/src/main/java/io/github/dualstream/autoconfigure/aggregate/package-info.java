/**
 * Auto-configuration of event-sourced aggregates.
 */
@NullMarked
package io.github.dualstream.autoconfigure.aggregate;

import org.jspecify.annotations.NullMarked;
