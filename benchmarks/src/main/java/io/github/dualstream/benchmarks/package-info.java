/**
 * Whole-process benchmarks: dual-stream and its peers in the same run.
 */
@NullMarked
package io.github.dualstream.benchmarks;

import org.jspecify.annotations.NullMarked;
