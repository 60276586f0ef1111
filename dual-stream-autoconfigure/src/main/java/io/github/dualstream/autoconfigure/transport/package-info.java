/**
 * Choice of the engines for log and bus.
 */
@NullMarked
package io.github.dualstream.autoconfigure.transport;

import org.jspecify.annotations.NullMarked;
