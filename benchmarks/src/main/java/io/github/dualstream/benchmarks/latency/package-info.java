/**
 * How long an event takes to those who watch, at a fixed rate.
 */
@NullMarked
package io.github.dualstream.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
