/**
 * Codec: events as records of a log, the same for every transport.
 */
@NullMarked
package io.github.dualstream.codec;

import org.jspecify.annotations.NullMarked;
