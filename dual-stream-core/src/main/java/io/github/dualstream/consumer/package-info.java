/**
 * Handling of events from the log: ordered per key, concurrent across keys, committed up
 * to the lowest one that is not done.
 */
@NullMarked
package io.github.dualstream.consumer;

import org.jspecify.annotations.NullMarked;
