/**
 * Event stores: appending under an expected version, and loading.
 */
@NullMarked
package io.github.dualstream.benchmarks.eventstore;

import org.jspecify.annotations.NullMarked;
