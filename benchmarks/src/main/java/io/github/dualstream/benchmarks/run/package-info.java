/**
 * The harness of all benchmarks: a run has options and rounds of contenders, and reports
 * their figures.
 */
@NullMarked
package io.github.dualstream.benchmarks.run;

import org.jspecify.annotations.NullMarked;
