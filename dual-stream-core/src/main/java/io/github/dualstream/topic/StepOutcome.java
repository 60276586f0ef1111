package io.github.dualstream.topic;

import io.github.dualstream.transport.TopicAdministrationException;
import org.jspecify.annotations.Nullable;

/**
 * What became of a step of a plan.
 *
 * @param step the step
 * @param failure why it was not done; {@code null} if it was
 */
public record StepOutcome(TopicStep step, @Nullable TopicAdministrationException failure) {

}
