package io.github.dualstream.consumer;

import org.jspecify.annotations.Nullable;

/**
 * Settings of the code that handles an event. Handlers of one group may differ.
 *
 * @param name name in log lines, such as a method
 * @param retry policy for failed attempts
 * @param rateLimit maximum rate of attempts; {@code null} for none
 */
public record HandlerSettings(String name, RetryPolicy retry, @Nullable RateLimit rateLimit) {

}
