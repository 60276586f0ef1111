/**
 * Changes of the connections to log and bus.
 */
@NullMarked
package io.github.dualstream.connection;

import org.jspecify.annotations.NullMarked;
