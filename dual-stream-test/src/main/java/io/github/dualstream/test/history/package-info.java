/**
 * Append-only histories of what a service did under faults, and one checker per
 * invariant.
 */
@NullMarked
package io.github.dualstream.test.history;

import org.jspecify.annotations.NullMarked;
