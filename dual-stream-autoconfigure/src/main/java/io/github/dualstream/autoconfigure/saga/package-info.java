/**
 * Auto-configuration of sagas.
 */
@NullMarked
package io.github.dualstream.autoconfigure.saga;

import org.jspecify.annotations.NullMarked;
