package io.github.dualstream.autoconfigure;

import java.time.Duration;

/**
 * Rules that several properties share.
 */
final class PropertyRules {

	private PropertyRules() {
	}

	static void requirePositive(String property, Duration value) {
		if (value.isNegative() || value.isZero()) {
			throw new InvalidPropertyException(property, value, "is not a positive duration",
					"Set it to a duration such as 500ms or 5s.");
		}
	}

	static void requireAtLeast(String property, long minimum, long value) {
		if (value < minimum) {
			throw new InvalidPropertyException(property, value, "is less than " + minimum,
					"Set it to " + minimum + " or more.");
		}
	}

}
