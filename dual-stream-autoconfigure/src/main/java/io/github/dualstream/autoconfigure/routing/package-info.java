/**
 * Auto-configuration of topics and channels that events go to, on any transport.
 */
@NullMarked
package io.github.dualstream.autoconfigure.routing;

import org.jspecify.annotations.NullMarked;
