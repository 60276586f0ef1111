package io.github.dualstream.feed.web;

import java.time.Instant;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may read which source through the web endpoints. Asked for every source of
 * every query and subscription before anything is read, and again for open streams: when
 * what {@link #expiresAt} said has passed, after {@code dual-stream.web.recheck-interval}
 * where it said nothing, and on {@link FeedAccess#recheck(String)}.
 * <p>
 * Implementations must be thread-safe. Only {@link #capture} is called by the thread of
 * the client's request; everything else may be called by any thread, long after that
 * request: no security context, request, transaction or MDC is bound to it. What decides
 * is in the argument. Whatever an implementation throws, errors too, refuses the client
 * that is asked about, and no other one: a request is answered with status 503, an open
 * stream ends.
 */
@FunctionalInterface
public interface FeedAuthorizer {

	/**
	 * Whether the events of a source may be read.
	 * @param request who wants to read what
	 * @return {@code false} to refuse the request with status 403
	 */
	boolean mayRead(ReadRequest request);

	/**
	 * Until when a permission holds. Not asked for queries. A stream that is open then is
	 * asked about again, and ends if it is refused; it may take a heartbeat longer.
	 * @param request who may read what
	 * @return the time, also one beyond {@code dual-stream.web.recheck-interval};
	 * {@code null} for that interval, which is the default
	 */
	default @Nullable Instant expiresAt(ReadRequest request) {
		return null;
	}

	/**
	 * Take from a request what later decisions need, such as a tenant, the claims of a
	 * token or the security context of its thread. Called once for each query, stream and
	 * socket, by the thread of its request and before any other question.
	 * @param request the request, not to be kept: its server uses it again
	 * @return what {@link ReadRequest#captured()} gives back, kept as long as the stream
	 * or socket is open; {@code null} for nothing, which is the default
	 */
	default @Nullable Object capture(HttpServletRequest request) {
		return null;
	}

}
