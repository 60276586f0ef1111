/**
 * Idempotent handlers: duplicates of events that a group has processed are filtered out.
 */
@NullMarked
package io.github.dualstream.consumer.idempotency;

import org.jspecify.annotations.NullMarked;
