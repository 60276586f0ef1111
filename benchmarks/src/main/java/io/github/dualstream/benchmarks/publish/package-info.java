/**
 * What a publish costs, beside its peers in the same run.
 */
@NullMarked
package io.github.dualstream.benchmarks.publish;

import org.jspecify.annotations.NullMarked;
