/**
 * Auto-configuration of the topics that events go to, on any transport.
 */
@NullMarked
package io.github.dualstream.autoconfigure.routing;

import org.jspecify.annotations.NullMarked;
