/**
 * The benchmark of sagas.
 */
@NullMarked
package io.github.dualstream.benchmarks.sagas;

import org.jspecify.annotations.NullMarked;
