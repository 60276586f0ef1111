package io.github.dualstream.feed.web;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;

/**
 * Origins whose pages may use the endpoints, including their users' cookies: the
 * endpoints' own origin, and the allowed ones. A client without an {@code Origin} header
 * is not a page of a foreign site. Thread-safe.
 */
public final class Origins {

	private static final Duration PREFLIGHT_MAX_AGE = Duration.ofMinutes(30);

	private final CorsConfiguration configuration = new CorsConfiguration();

	/**
	 * Create the origins.
	 * @param allowed allowed origins, such as {@code https://example.org}
	 */
	public Origins(Set<String> allowed) {
		this.configuration.setAllowedOrigins(List.copyOf(allowed));
		this.configuration.setAllowedMethods(List.of(HttpMethod.GET.name(), HttpMethod.HEAD.name()));
		// a site that may read with its visitors' cookies may name what it sends, too
		this.configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
		this.configuration.setAllowCredentials(true);
		this.configuration.setExposedHeaders(List.of(HttpHeaders.RETRY_AFTER));
		this.configuration.setMaxAge(PREFLIGHT_MAX_AGE);
	}

	CorsConfiguration configuration() {
		return this.configuration;
	}

	/**
	 * Require that a request does not come from a page of a foreign site. Browsers send
	 * WebSocket handshakes without a preflight request, and with cookies.
	 * @throws OriginDeniedException if it does
	 */
	void check(HttpServletRequest request) {
		if (CorsUtils.isCorsRequest(request)
				&& this.configuration.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) == null) {
			throw new OriginDeniedException();
		}
	}

}
