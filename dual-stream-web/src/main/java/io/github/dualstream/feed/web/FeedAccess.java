package io.github.dualstream.feed.web;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

import io.github.dualstream.Source;
import io.github.dualstream.feed.CloseReason;
import io.github.dualstream.feed.Feed;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Permissions of the clients of the web endpoints: calls the {@link FeedAuthorizer}
 * before anything is read, and again when a permission has expired or was revoked. Knows
 * the streams and sockets of this instance only; with several instances, call each of
 * them. Thread-safe.
 */
public final class FeedAccess {

	private static final Logger logger = LoggerFactory.getLogger(FeedAccess.class);

	private static final long NANOS_BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

	private final FeedAuthorizer authorizer;

	private final Duration recheckInterval;

	private final SearchBudget budget;

	private final Clock clock;

	private final Set<FeedReader> connected = ConcurrentHashMap.newKeySet();

	private final Map<Feed, Grant> grants = new ConcurrentHashMap<>();

	/**
	 * Number of revocations so far; a grant that is older than the last one is checked
	 * again.
	 */
	private final AtomicLong withdrawals = new AtomicLong();

	private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - NANOS_BETWEEN_WARNINGS);

	/**
	 * Create the access.
	 * @param authorizer authorizer to call
	 * @param recheckInterval interval of checks for permissions without an expiry
	 * @param budget limit of the records that the log is searched for one client
	 * @param clock clock for the expiry
	 */
	public FeedAccess(FeedAuthorizer authorizer, Duration recheckInterval, SearchBudget budget, Clock clock) {
		this.authorizer = authorizer;
		this.recheckInterval = recheckInterval;
		this.budget = budget;
		this.clock = clock;
	}

	/**
	 * Determine the reader of a request. For the request's thread.
	 * @throws UndecidedAccessException if the authorizer throws an exception
	 */
	FeedReader reader(HttpServletRequest request, @Nullable Principal principal) {
		return new FeedReader(principal, ClientAddress.of(request.getRemoteAddr()),
				decide(() -> this.authorizer.capture(request)), this.budget);
	}

	/**
	 * Register a reader with a stream or a socket.
	 * @return callback that removes it
	 */
	Runnable enter(FeedReader reader) {
		this.connected.add(reader);
		return () -> this.connected.remove(reader);
	}

	/**
	 * Require permission to read sources.
	 * @return the grant, to be {@linkplain #watch watched} while a feed is open
	 * @throws SourceDeniedException if one of them is denied
	 * @throws UndecidedAccessException if the authorizer throws an exception
	 */
	Grant require(FeedReader reader, Collection<Source> sources, ReadKind kind) {
		long before = this.withdrawals.get();
		Instant byDefault = this.clock.instant().plus(this.recheckInterval);
		Instant expiry = null;
		for (Source source : sources) {
			ReadRequest request = reader.request(source, kind);
			if (reader.isRevoked() || !decide(() -> this.authorizer.mayRead(request))) {
				throw new SourceDeniedException(source);
			}
			if (kind != ReadKind.QUERY) {
				Instant stated = decide(() -> this.authorizer.expiresAt(request));
				Instant holds = (stated != null) ? stated : byDefault;
				expiry = (expiry == null || holds.isBefore(expiry)) ? holds : expiry;
			}
		}
		return new Grant(reader, sources, kind, (expiry != null) ? expiry : byDefault, before);
	}

	/**
	 * Call the authorizer. Any exception or error denies access, without an effect on
	 * other clients or the thread.
	 */
	private <T extends @Nullable Object> T decide(Supplier<T> question) {
		try {
			return question.get();
		}
		catch (Throwable ex) {
			long last = this.lastWarning.get();
			if (System.nanoTime() - last >= NANOS_BETWEEN_WARNINGS
					&& this.lastWarning.compareAndSet(last, System.nanoTime())) {
				logger.warn("The FeedAuthorizer failed; access is denied, and further failures within "
						+ "a minute are logged at debug level", ex);
			}
			else {
				logger.debug("The FeedAuthorizer failed; access is denied", ex);
			}
			throw new UndecidedAccessException(ex);
		}
	}

	/** Check the permission of an open feed again whenever it is due. */
	void watch(Feed feed, Grant grant) {
		this.grants.put(feed, grant);
		// after that, so that a withdrawal in between is seen here or sees the feed
		if (grant.reader().isRevoked()) {
			end(feed);
		}
		else if (grant.withdrawalsBefore() != this.withdrawals.get()) {
			recheck(feed, grant);
		}
	}

	/**
	 * Check the permissions that are due again, and end the feeds that are denied.
	 */
	public void recheck() {
		Instant now = this.clock.instant();
		this.grants.forEach((feed, grant) -> {
			if (feed.closed() != null) {
				this.grants.remove(feed);
			}
			else if (!now.isBefore(grant.expiry())) {
				recheck(feed, grant);
			}
		});
	}

	/**
	 * Check the streams and subscriptions of a principal again now, and end those that
	 * the authorizer denies. To be called when a permission was revoked in the
	 * authorizer's data; streams that are being opened meanwhile are checked as well.
	 * @param principal {@linkplain Principal#getName() name} of the principal
	 * @return number of streams and subscriptions that have ended
	 */
	public int recheck(String principal) {
		this.withdrawals.incrementAndGet();
		return each(principal, this::recheck);
	}

	/**
	 * End all streams and sockets of a principal, without calling the authorizer. A
	 * client may reconnect; the authorizer decides then.
	 * @param principal {@linkplain Principal#getName() name} of the principal
	 * @return number of streams and subscriptions that have ended
	 */
	public int revoke(String principal) {
		this.withdrawals.incrementAndGet();
		// their feeds first: a socket closes its own when it is closed
		this.connected.stream().filter((reader) -> principal.equals(reader.name())).forEach(FeedReader::forbid);
		int ended = each(principal, (feed, grant) -> end(feed));
		this.connected.stream().filter((reader) -> principal.equals(reader.name())).forEach(FeedReader::revoke);
		return ended;
	}

	private int each(String principal, BiPredicate<Feed, Grant> action) {
		AtomicInteger ended = new AtomicInteger();
		this.grants.forEach((feed, grant) -> {
			if (principal.equals(grant.reader().name()) && feed.closed() == null && action.test(feed, grant)) {
				ended.incrementAndGet();
			}
		});
		return ended.get();
	}

	private boolean recheck(Feed feed, Grant grant) {
		try {
			watch(feed, require(grant.reader(), grant.sources(), grant.kind()));
			return feed.closed() != null;
		}
		catch (SourceDeniedException | UndecidedAccessException ex) {
			logger.debug("Closing a feed: its permission was revoked or has expired", ex);
			return end(feed);
		}
	}

	private boolean end(Feed feed) {
		this.grants.remove(feed);
		feed.close(CloseReason.FORBIDDEN);
		return true;
	}

	/**
	 * Granted permission.
	 *
	 * @param reader permitted reader
	 * @param sources permitted sources
	 * @param kind kind of the permitted read
	 * @param expiry time of the next check
	 * @param withdrawalsBefore number of revocations when the authorizer was called
	 */
	record Grant(FeedReader reader, Collection<Source> sources, ReadKind kind, Instant expiry, long withdrawalsBefore) {

	}

}
