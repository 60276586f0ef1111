/**
 * What is published, the servers, and the applications of dual-stream and of peers.
 */
@NullMarked
package io.github.dualstream.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
