/**
 * Tests that publishers and consumers keep the contracts of their events.
 */
@NullMarked
package io.github.dualstream.test.contract;

import org.jspecify.annotations.NullMarked;
