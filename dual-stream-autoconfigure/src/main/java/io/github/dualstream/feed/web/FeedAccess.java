package io.github.dualstream.feed.web;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.Source;
import io.github.dualstream.feed.CloseReason;
import io.github.dualstream.feed.Feed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the authorizer: before anything is read, and again when what it said has expired.
 * Thread-safe.
 */
public final class FeedAccess {

	private static final Logger logger = LoggerFactory.getLogger(FeedAccess.class);

	private final FeedAuthorizer authorizer;

	private final Clock clock;

	private final Map<Feed, Grant> expiring = new ConcurrentHashMap<>();

	/**
	 * Create the access.
	 * @param authorizer decides
	 * @param clock says when a decision has expired
	 */
	public FeedAccess(FeedAuthorizer authorizer, Clock clock) {
		this.authorizer = authorizer;
		this.clock = clock;
	}

	/**
	 * Require that sources may be read.
	 * @throws SourceDeniedException if one may not
	 */
	void require(@Nullable Principal principal, Collection<Source> sources) {
		for (Source source : sources) {
			if (!this.authorizer.mayRead(principal, source)) {
				throw new SourceDeniedException(source);
			}
		}
	}

	/** Ask again for a feed that has been opened, whenever it is time. */
	void watch(Feed feed, @Nullable Principal principal, Collection<Source> sources) {
		Instant expiry = expiryOf(principal, sources);
		if (expiry != null) {
			this.expiring.put(feed, new Grant(principal, sources, expiry));
		}
	}

	private @Nullable Instant expiryOf(@Nullable Principal principal, Collection<Source> sources) {
		Instant first = null;
		for (Source source : sources) {
			Instant expiry = this.authorizer.expiresAt(principal, source);
			if (expiry != null && (first == null || expiry.isBefore(first))) {
				first = expiry;
			}
		}
		return first;
	}

	/**
	 * Ask again where it is time, and end the feeds that are refused.
	 */
	public void recheck() {
		Instant now = this.clock.instant();
		this.expiring.forEach((feed, grant) -> {
			if (feed.closed() != null) {
				this.expiring.remove(feed);
			}
			else if (!now.isBefore(grant.expiry())) {
				this.expiring.remove(feed);
				recheck(feed, grant);
			}
		});
	}

	private void recheck(Feed feed, Grant grant) {
		try {
			require(grant.principal(), grant.sources());
			watch(feed, grant.principal(), grant.sources());
		}
		catch (RuntimeException | Error ex) {
			// whatever the authorizer throws: it has not granted it
			logger.debug("Feed ends: it is not granted any more", ex);
			feed.close(CloseReason.FORBIDDEN);
		}
	}

	private record Grant(@Nullable Principal principal, Collection<Source> sources, Instant expiry) {

	}

}
