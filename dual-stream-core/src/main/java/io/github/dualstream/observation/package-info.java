/**
 * Observations of publishing and handling: timings and traces through Micrometer.
 */
@NullMarked
package io.github.dualstream.observation;

import org.jspecify.annotations.NullMarked;
