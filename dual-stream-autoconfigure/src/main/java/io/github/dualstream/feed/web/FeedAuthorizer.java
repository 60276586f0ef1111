package io.github.dualstream.feed.web;

import java.security.Principal;

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

}
