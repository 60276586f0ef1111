/**
 * Log, consumer groups and notification bus in the memory of this process: for tests and
 * for experiments. Nothing survives the process.
 */
@NullMarked
package io.github.dualstream.transport.memory;

import org.jspecify.annotations.NullMarked;
