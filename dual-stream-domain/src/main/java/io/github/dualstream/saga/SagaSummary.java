package io.github.dualstream.saga;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Saga in a list.
 *
 * @param key name and id of the saga
 * @param status status of the saga; {@code null} if the event that starts it fails
 * @param steps number of its steps
 * @param startedAt time of the first step; {@code null} if there is none
 * @param updatedAt time of the last step; {@code null} if there is none
 * @param problem reason why the saga is stuck; {@code null} if it is not
 */
public record SagaSummary(SagaKey key, @Nullable SagaStatus status, long steps, @Nullable Instant startedAt,
		@Nullable Instant updatedAt, @Nullable String problem) {

}
