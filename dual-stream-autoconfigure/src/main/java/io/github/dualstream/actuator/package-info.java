/**
 * What the person on call asks and does: the state of everything, operations and dead
 * letters, as endpoints of Actuator.
 */
@NullMarked
package io.github.dualstream.actuator;

import org.jspecify.annotations.NullMarked;
