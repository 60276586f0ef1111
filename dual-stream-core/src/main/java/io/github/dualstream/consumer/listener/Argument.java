package io.github.dualstream.consumer.listener;

import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * Resolves an argument of a method from an event.
 */
@FunctionalInterface
interface Argument {

	@Nullable Object of(StoredEvent event);

}
