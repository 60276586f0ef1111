/**
 * Handling of events from the log: ordered per key, concurrent across keys, committed up
 * to the lowest unfinished record.
 */
@NullMarked
package io.github.dualstream.consumer;

import org.jspecify.annotations.NullMarked;
