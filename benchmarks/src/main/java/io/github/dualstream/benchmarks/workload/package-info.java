/**
 * What is published, and where to.
 */
@NullMarked
package io.github.dualstream.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
