/**
 * Keeps handlers from handling an event again that their group has handled.
 */
@NullMarked
package io.github.dualstream.consumer.idempotency;

import org.jspecify.annotations.NullMarked;
