package io.github.dualstream.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a configuration property has an invalid value.
 */
public final class InvalidPropertyException extends RuntimeException {

	private final String property;

	private final @Nullable Object value;

	private final String problem;

	private final String action;

	/**
	 * Create the exception.
	 * @param property name of the property
	 * @param value value of the property; {@code null} if it is not set
	 * @param problem the problem, phrased to follow the name
	 * @param action suggested action
	 */
	public InvalidPropertyException(String property, @Nullable Object value, String problem, String action) {
		super("Property '" + property + "' " + problem + ((value != null) ? " (value: " + value + "). " : ". ")
				+ action);
		this.property = property;
		this.value = value;
		this.problem = problem;
		this.action = action;
	}

	public String property() {
		return this.property;
	}

	public @Nullable Object value() {
		return this.value;
	}

	public String problem() {
		return this.problem;
	}

	public String action() {
		return this.action;
	}

}
