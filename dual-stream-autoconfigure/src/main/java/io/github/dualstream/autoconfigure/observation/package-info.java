/**
 * Auto-configuration of the instrumentation of publishes and handlers.
 */
@NullMarked
package io.github.dualstream.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
