package io.github.dualstream.autoconfigure.actuator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Answers to requests that an endpoint refuses. Without them the client gets a status and
 * no reason: what an exception says is not shown by default.
 */
public final class Refusals {

	private static final int MAX_ARGUMENT = 1024;

	private Refusals() {
	}

	/**
	 * Run an operation.
	 * @param operation the operation
	 * @return what it returns, or 400 with the reason that it gives
	 */
	public static WebEndpointResponse<Object> answer(Supplier<Object> operation) {
		try {
			return new WebEndpointResponse<>(operation.get());
		}
		catch (InvalidEndpointRequestException ex) {
			return of(WebEndpointResponse.STATUS_BAD_REQUEST, ex.getReason());
		}
	}

	/**
	 * Answer that something does not exist.
	 * @param problem a sentence that says what
	 * @return 404 with the problem
	 */
	public static WebEndpointResponse<Object> notFound(String problem) {
		return of(WebEndpointResponse.STATUS_NOT_FOUND, problem);
	}

	private static WebEndpointResponse<Object> of(int status, @Nullable String problem) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("status", status);
		body.put("error", (problem != null) ? problem : "The request makes no sense");
		return new WebEndpointResponse<>(body, status);
	}

	/**
	 * Refuse a request.
	 * @param problem a sentence that says why
	 * @return the exception to throw
	 */
	public static InvalidEndpointRequestException refused(String problem) {
		return new InvalidEndpointRequestException(problem, problem);
	}

	/**
	 * Refuse an argument that is too long: arguments end up in the application log, and
	 * nobody has longer names.
	 * @param name name of the argument
	 * @param argument its value
	 */
	public static void requireShort(String name, @Nullable String argument) {
		if (argument != null && argument.length() > MAX_ARGUMENT) {
			throw refused(
					"'%s' has %d characters; at most %d are allowed".formatted(name, argument.length(), MAX_ARGUMENT));
		}
	}

}
