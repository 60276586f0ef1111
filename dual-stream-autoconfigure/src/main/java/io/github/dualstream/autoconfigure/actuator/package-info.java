/**
 * Auto-configuration of the endpoints of Actuator.
 */
@NullMarked
package io.github.dualstream.autoconfigure.actuator;

import org.jspecify.annotations.NullMarked;
