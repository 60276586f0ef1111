package io.github.dualstream.topic;

import io.github.dualstream.transport.TopicAdministrationException;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a step of a plan.
 *
 * @param step the step
 * @param failure failure of the step; {@code null} if it succeeded
 */
public record StepOutcome(TopicStep step, @Nullable TopicAdministrationException failure) {

}
