package io.github.dualstream.autoconfigure.actuator;

import org.jspecify.annotations.Nullable;

/**
 * Operation on a part of the application through {@code /actuator/dualstream}.
 * Thread-safe.
 */
@FunctionalInterface
public interface StatusOperation {

	/**
	 * Execute the operation.
	 * @param argument argument of the caller, which is not trusted; {@code null} for none
	 * @return an object that becomes the JSON of the response
	 * @throws IllegalArgumentException if the argument is not valid; the message is shown
	 * to the caller
	 */
	Object run(@Nullable String argument);

}
