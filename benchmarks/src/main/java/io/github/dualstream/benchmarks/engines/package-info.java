/**
 * What dual-stream costs on each engine, beside the engine's bare client.
 */
@NullMarked
package io.github.dualstream.benchmarks.engines;

import org.jspecify.annotations.NullMarked;
