/**
 * What Micrometer sees: meters and observations.
 */
@NullMarked
package io.github.dualstream.metrics;

import org.jspecify.annotations.NullMarked;
