package io.github.dualstream.autoconfigure.actuator;

import org.jspecify.annotations.Nullable;

/**
 * Something that can be done to a part of the application through
 * {@code /actuator/dualstream}. Thread-safe.
 */
@FunctionalInterface
public interface StatusOperation {

	/**
	 * Do it.
	 * @param argument what the caller gave with it, not to be trusted; {@code null} for
	 * nothing
	 * @return what becomes the JSON of the answer
	 * @throws IllegalArgumentException if the argument makes no sense; the message is
	 * shown to the caller
	 */
	Object run(@Nullable String argument);

}
