package io.github.dualstream.autoconfigure.actuator;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Web extension of {@link DualStreamEndpoint} that reports over HTTP why a request is
 * rejected.
 */
@EndpointWebExtension(endpoint = DualStreamEndpoint.class)
final class DualStreamWebExtension {

	private final DualStreamEndpoint endpoint;

	/**
	 * Create the extension.
	 * @param endpoint the endpoint
	 */
	DualStreamWebExtension(DualStreamEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Execute an operation of a part.
	 * @param part name of the part
	 * @param operation name of the operation
	 * @param argument argument of the operation
	 * @param security caller of the operation
	 * @return the result of the operation; 404 if there is no such operation, 400 if it
	 * rejects the argument, both with the reason
	 */
	@WriteOperation
	public WebEndpointResponse<Object> operate(@Selector String part, @Selector String operation,
			@Nullable String argument, SecurityContext security) {
		String unknown = this.endpoint.unknown(part, operation);
		return (unknown != null) ? Refusals.notFound(unknown)
				: Refusals.answer(() -> this.endpoint.operate(part, operation, argument, security));
	}

}
