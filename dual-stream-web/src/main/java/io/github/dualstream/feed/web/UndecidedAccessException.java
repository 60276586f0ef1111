package io.github.dualstream.feed.web;

/**
 * Thrown when the authorizer failed instead of deciding.
 */
final class UndecidedAccessException extends RuntimeException {

	UndecidedAccessException(Throwable cause) {
		super("The permission to read cannot be determined at the moment", cause);
	}

}
