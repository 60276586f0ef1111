/**
 * The benchmark of projections.
 */
@NullMarked
package io.github.dualstream.benchmarks.projections;

import org.jspecify.annotations.NullMarked;
