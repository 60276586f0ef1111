/**
 * Starts the benchmark that is asked for.
 */
@NullMarked
package io.github.dualstream.benchmarks;

import org.jspecify.annotations.NullMarked;
