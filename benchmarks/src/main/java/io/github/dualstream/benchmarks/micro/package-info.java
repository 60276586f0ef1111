/**
 * What dual-stream's own code costs, measured with JMH without a broker and without
 * Redis.
 */
@NullMarked
package io.github.dualstream.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
