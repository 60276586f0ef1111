/**
 * Auto-configuration of the transport in memory.
 */
@NullMarked
package io.github.dualstream.autoconfigure.memory;

import org.jspecify.annotations.NullMarked;
