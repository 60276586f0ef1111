/**
 * What Actuator sees: health.
 */
@NullMarked
package io.github.dualstream.health;

import org.jspecify.annotations.NullMarked;
