/**
 * What every run of a benchmark has: options, machine, usage of resources, results.
 */
@NullMarked
package io.github.dualstream.benchmarks.run;

import org.jspecify.annotations.NullMarked;
