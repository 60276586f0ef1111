package io.github.dualstream.saga;

import org.jspecify.annotations.Nullable;

/**
 * Saga as it is found for an event.
 *
 * @param saga the saga; {@code null} if it has not started
 * @param isHandled whether one of its steps has the event
 * @param isFailing whether a failure of the event is stored
 */
public record SagaLookup(@Nullable SagaInstance saga, boolean isHandled, boolean isFailing) {

}
