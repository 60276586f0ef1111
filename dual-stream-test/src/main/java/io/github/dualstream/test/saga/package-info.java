/**
 * Tests of sagas, without Spring and without servers.
 */
@NullMarked
package io.github.dualstream.test.saga;

import org.jspecify.annotations.NullMarked;
