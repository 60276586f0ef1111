/**
 * Auto-configuration of the Actuator endpoint.
 */
@NullMarked
package io.github.dualstream.autoconfigure.status;

import org.jspecify.annotations.NullMarked;
