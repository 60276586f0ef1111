package io.github.dualstream.feed.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown for a request without a WebSocket upgrade.
 */
final class UpgradeRequiredException extends ErrorResponseException {

	UpgradeRequiredException() {
		super(HttpStatus.UPGRADE_REQUIRED, ProblemDetail.forStatusAndDetail(HttpStatus.UPGRADE_REQUIRED,
				"This is a WebSocket endpoint: the request must upgrade the connection"), null);
		getHeaders().set(HttpHeaders.UPGRADE, "websocket");
	}

}
