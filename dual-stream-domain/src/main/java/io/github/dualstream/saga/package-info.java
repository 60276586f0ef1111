/**
 * Sagas: processes over several steps whose effects can be compensated.
 */
@NullMarked
package io.github.dualstream.saga;

import org.jspecify.annotations.NullMarked;
