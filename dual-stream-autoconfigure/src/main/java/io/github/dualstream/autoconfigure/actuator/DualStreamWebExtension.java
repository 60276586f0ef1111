package io.github.dualstream.autoconfigure.actuator;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Says over HTTP why {@link DualStreamEndpoint} refuses a request.
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
	 * Do something to a part.
	 * @param part name of the part
	 * @param operation what to do
	 * @param argument with what
	 * @param security who asks for it
	 * @return what was done; 404 if there is no such operation, 400 if it refuses the
	 * argument, both with the reason
	 */
	@WriteOperation
	public WebEndpointResponse<Object> operate(@Selector String part, @Selector String operation,
			@Nullable String argument, SecurityContext security) {
		String unknown = this.endpoint.unknown(part, operation);
		return (unknown != null) ? Refusals.notFound(unknown)
				: Refusals.answer(() -> this.endpoint.operate(part, operation, argument, security));
	}

}
