package io.github.dualstream.feed.web;

import java.security.Principal;
import java.time.Instant;

import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may read which source through the web endpoints. Asked for every source of
 * every query and subscription, before anything is read. Implementations must be
 * thread-safe; what they throw refuses the request too.
 */
@FunctionalInterface
public interface FeedAuthorizer {

	/**
	 * Whether the events of a source may be read.
	 * @param principal who asks, as the servlet container or Spring Security knows it;
	 * {@code null} for a request that is not authenticated
	 * @param source the source
	 * @return {@code false} to refuse the request with status 403
	 */
	boolean mayRead(@Nullable Principal principal, Source source);

	/**
	 * Until when a permission holds. A stream that is open then is asked about again, and
	 * ends if it is refused; it may take a heartbeat longer.
	 * @param principal who may read
	 * @param source the source
	 * @return the time; {@code null} for as long as the stream is open, which is the
	 * default
	 */
	default @Nullable Instant expiresAt(@Nullable Principal principal, Source source) {
		return null;
	}

}
