package io.github.dualstream.feed.web;

import java.time.Instant;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Authorizer of reads through the web endpoints. Called for every source of every query
 * and subscription before anything is read, and again for open streams: at the time given
 * by {@link #expiresAt}, or after {@code dual-stream.web.recheck-interval} without one,
 * and on {@link FeedAccess#recheck(String)}.
 * <p>
 * Implementations must be thread-safe. Only {@link #capture} is called by the thread of
 * the client's request; everything else may be called by any thread, long after that
 * request: no security context, request, transaction or MDC is bound to it. Decisions
 * depend on the argument alone. An exception or error of an implementation denies access
 * to this client, and to no other one: a request is answered with status 503, an open
 * stream ends.
 */
@FunctionalInterface
public interface FeedAuthorizer {

	/**
	 * Whether the events of a source may be read.
	 * @param request client and source
	 * @return {@code false} to reject the request with status 403
	 */
	boolean mayRead(ReadRequest request);

	/**
	 * Expiry of a permission. Not called for queries. A stream that is open then is
	 * checked again, and ends if it is denied; this may take a heartbeat longer.
	 * @param request client and source
	 * @return the time, also one beyond {@code dual-stream.web.recheck-interval};
	 * {@code null} for that interval, which is the default
	 */
	default @Nullable Instant expiresAt(ReadRequest request) {
		return null;
	}

	/**
	 * Capture data of a request for later decisions, such as a tenant, the claims of a
	 * token or the security context of its thread. Called once for each query, stream and
	 * socket, by the thread of its request and before any other method.
	 * @param request the request, which must not be kept: the server reuses it
	 * @return the object returned by {@link ReadRequest#captured()}, kept as long as the
	 * stream or socket is open; {@code null} by default
	 */
	default @Nullable Object capture(HttpServletRequest request) {
		return null;
	}

}
