/**
 * How fast events are handled, beside consumers that do the same.
 */
@NullMarked
package io.github.dualstream.benchmarks.consume;

import org.jspecify.annotations.NullMarked;
