/**
 * What a publish costs while Redis is in trouble.
 */
@NullMarked
package io.github.dualstream.benchmarks.redisfaults;

import org.jspecify.annotations.NullMarked;
