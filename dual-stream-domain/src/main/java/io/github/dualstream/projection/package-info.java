/**
 * Projections: views that are derived from the events of the log.
 */
@NullMarked
package io.github.dualstream.projection;

import org.jspecify.annotations.NullMarked;
