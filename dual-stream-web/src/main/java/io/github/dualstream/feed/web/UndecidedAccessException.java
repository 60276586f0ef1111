package io.github.dualstream.feed.web;

/**
 * The authorizer has thrown something instead of deciding.
 */
final class UndecidedAccessException extends RuntimeException {

	UndecidedAccessException(Throwable cause) {
		super("Whether this may be read cannot be decided at the moment", cause);
	}

}
