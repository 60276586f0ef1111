/**
 * Tests of applications with dual-stream in memory.
 */
@NullMarked
package io.github.dualstream.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
