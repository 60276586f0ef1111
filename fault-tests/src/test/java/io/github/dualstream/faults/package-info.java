/**
 * What a service on dual-stream does while processes die, hang and come back.
 */
@NullMarked
package io.github.dualstream.faults;

import org.jspecify.annotations.NullMarked;
