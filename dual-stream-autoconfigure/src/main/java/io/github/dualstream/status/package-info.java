/**
 * What the person on call asks: the state of everything, in one Actuator endpoint.
 */
@NullMarked
package io.github.dualstream.status;

import org.jspecify.annotations.NullMarked;
