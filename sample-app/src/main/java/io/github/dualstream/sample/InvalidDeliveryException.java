package io.github.dualstream.sample;

/**
 * A delivery that GitHub would not send.
 */
final class InvalidDeliveryException extends RuntimeException {

	private final String field;

	InvalidDeliveryException(String field, String problem, Throwable cause) {
		super(field + " " + problem, cause);
		this.field = field;
	}

	InvalidDeliveryException(String field, String problem) {
		super(field + " " + problem);
		this.field = field;
	}

	/**
	 * What is at fault.
	 * @return the name of a header, or {@code body}
	 */
	String field() {
		return this.field;
	}

}
