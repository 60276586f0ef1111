package io.github.dualstream.autoconfigure.actuator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Responses to requests that an endpoint rejects. Without them the client receives a
 * status and no reason, since exception messages are not shown by default.
 */
public final class Refusals {

	private static final int MAX_ARGUMENT = 1024;

	private Refusals() {
	}

	/**
	 * Run an operation.
	 * @param operation the operation
	 * @return its result, or 400 with its reason
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
	 * Respond that something does not exist.
	 * @param problem description as a sentence
	 * @return 404 with the problem
	 */
	public static WebEndpointResponse<Object> notFound(String problem) {
		return of(WebEndpointResponse.STATUS_NOT_FOUND, problem);
	}

	private static WebEndpointResponse<Object> of(int status, @Nullable String problem) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("status", status);
		body.put("error", (problem != null) ? problem : "The request is not valid");
		return new WebEndpointResponse<>(body, status);
	}

	/**
	 * Reject a request.
	 * @param problem reason as a sentence
	 * @return the exception to throw
	 */
	public static InvalidEndpointRequestException refused(String problem) {
		return new InvalidEndpointRequestException(problem, problem);
	}

	/**
	 * Reject an argument that is too long, since arguments are written to the application
	 * log.
	 * @param name name of the argument
	 * @param argument value of the argument
	 */
	public static void requireShort(String name, @Nullable String argument) {
		if (argument != null && argument.length() > MAX_ARGUMENT) {
			throw refused(
					"'%s' has %d characters; at most %d are allowed".formatted(name, argument.length(), MAX_ARGUMENT));
		}
	}

}
