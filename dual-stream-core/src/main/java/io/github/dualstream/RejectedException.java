package io.github.dualstream;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an event was rejected before anything was sent: a field is not valid, its
 * data cannot be written as JSON, or it is too large. A retry cannot succeed.
 */
public final class RejectedException extends DualStreamException {

	private final String field;

	/**
	 * Create the exception.
	 * @param field the field at fault, as {@link Event} names it
	 * @param problem the problem and its remedy, phrased to follow the field's name
	 */
	public RejectedException(String field, String problem) {
		this(field, problem, null);
	}

	/**
	 * Create the exception.
	 * @param field the field at fault, as {@link Event} names it
	 * @param problem the problem and its remedy, phrased to follow the field's name
	 * @param cause the underlying problem, if any
	 */
	public RejectedException(String field, String problem, @Nullable Throwable cause) {
		super("Event field '" + field + "' " + problem, cause);
		this.field = field;
	}

	/**
	 * The field at fault.
	 * @return the name of the field, as {@link Event} names it
	 */
	public String field() {
		return this.field;
	}

}
