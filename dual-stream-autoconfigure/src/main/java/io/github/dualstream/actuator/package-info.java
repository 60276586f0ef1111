/**
 * Operations for whoever runs an application, as endpoints of Actuator.
 */
@NullMarked
package io.github.dualstream.actuator;

import org.jspecify.annotations.NullMarked;
