/**
 * What live feeds deliver, to many subscribers in process and over HTTP.
 */
@NullMarked
package io.github.dualstream.benchmarks.feeds;

import org.jspecify.annotations.NullMarked;
