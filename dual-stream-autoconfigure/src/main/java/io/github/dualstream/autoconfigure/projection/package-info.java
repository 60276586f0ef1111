/**
 * Auto-configuration of projections.
 */
@NullMarked
package io.github.dualstream.autoconfigure.projection;

import org.jspecify.annotations.NullMarked;
