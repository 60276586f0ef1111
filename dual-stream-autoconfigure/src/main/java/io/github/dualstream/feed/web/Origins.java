package io.github.dualstream.feed.web;

import java.net.URI;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/**
 * Which web sites may use the endpoints in their visitors' browsers, and with their
 * visitors' cookies: the one that the endpoints belong to, and those that are named.
 * Whoever sends no origin is no browser on a foreign site. Thread-safe.
 *
 * @param allowed the named ones, such as {@code https://example.org}
 */
public record Origins(Set<String> allowed) {

	public Origins {
		allowed = Set.copyOf(allowed);
	}

	/**
	 * Let a browser's request pass, or not.
	 * @throws OriginDeniedException if it comes from a foreign site
	 */
	void check(HttpServletRequest request, HttpServletResponse response) {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
		if (origin == null || isSame(origin, request)) {
			return;
		}
		if (!this.allowed.contains(origin)) {
			throw new OriginDeniedException();
		}
		response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
		response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
	}

	private static boolean isSame(String origin, HttpServletRequest request) {
		try {
			URI uri = URI.create(origin);
			return request.getScheme().equals(uri.getScheme())
					&& request.getServerName().equalsIgnoreCase(uri.getHost())
					&& request.getServerPort() == portOf(uri);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static int portOf(URI origin) {
		int standard = "https".equals(origin.getScheme()) ? 443 : 80;
		return (origin.getPort() < 0) ? standard : origin.getPort();
	}

}
