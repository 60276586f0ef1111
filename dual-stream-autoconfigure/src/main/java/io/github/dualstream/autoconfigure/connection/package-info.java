/**
 * Auto-configuration of the monitors of connections.
 */
@NullMarked
package io.github.dualstream.autoconfigure.connection;

import org.jspecify.annotations.NullMarked;
