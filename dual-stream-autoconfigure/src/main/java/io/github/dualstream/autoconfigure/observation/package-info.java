/**
 * Auto-configuration of what is observed of each publish and each call of a handler.
 */
@NullMarked
package io.github.dualstream.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
