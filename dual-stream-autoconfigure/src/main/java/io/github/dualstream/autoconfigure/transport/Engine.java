package io.github.dualstream.autoconfigure.transport;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Engine of the log or of the notifications.
 */
sealed interface Engine permits LogEngine, BusEngine {

	String name();

	/**
	 * Whether the engine is used without having been chosen, if none before it is on the
	 * class path.
	 * @return {@code false} if it is used only by choice
	 */
	boolean isByDefault();

	/** Classes without which the engine cannot be used. */
	List<RequiredClass> required();

	/** Value of the property that chooses the engine. */
	default String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	default boolean isPresent(@Nullable ClassLoader classLoader) {
		return required().stream().allMatch((required) -> required.isPresent(classLoader));
	}

}
