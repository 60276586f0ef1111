/**
 * Append-only histories of a service's behaviour under faults, and one checker per
 * invariant.
 */
@NullMarked
package io.github.dualstream.harness.history;

import org.jspecify.annotations.NullMarked;
