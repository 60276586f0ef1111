/**
 * Auto-configuration of meters and observations.
 */
@NullMarked
package io.github.dualstream.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
