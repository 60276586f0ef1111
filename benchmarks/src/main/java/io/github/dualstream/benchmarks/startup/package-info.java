/**
 * What the starter adds to an application's start and heap.
 */
@NullMarked
package io.github.dualstream.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
