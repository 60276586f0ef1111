/**
 * Tests of aggregates, without Spring and without servers.
 */
@NullMarked
package io.github.dualstream.test.aggregate;

import org.jspecify.annotations.NullMarked;
