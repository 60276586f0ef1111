package io.github.dualstream.feed.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;

/**
 * Limits of long-lived connections: in total, per principal, and per address of
 * unauthenticated clients. Thread-safe.
 */
public final class ConnectionLimits {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionLimits.class);

	private static final long NANOS_BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

	private final int max;

	private final int maxPerPrincipal;

	private final int maxPerAddress;

	private final AtomicInteger all = new AtomicInteger();

	private final Map<String, Integer> byPrincipal = new ConcurrentHashMap<>();

	private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

	private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - NANOS_BETWEEN_WARNINGS);

	/**
	 * Create the limits.
	 * @param max maximum number of connections
	 * @param maxPerPrincipal maximum number of connections of one principal
	 * @param maxPerAddress maximum number of unauthenticated connections of one address,
	 * or of one IPv6 network
	 */
	public ConnectionLimits(int max, int maxPerPrincipal, int maxPerAddress) {
		this.max = max;
		this.maxPerPrincipal = maxPerPrincipal;
		this.maxPerAddress = maxPerAddress;
	}

	/**
	 * Number of connections.
	 * @return the number, from 0
	 */
	public int size() {
		return this.all.get();
	}

	/**
	 * Reserve a connection.
	 * @return callback that releases the connection; only its first call has an effect
	 * @throws TooManyConnectionsException if there is none
	 */
	Runnable enter(FeedReader reader) {
		if (this.all.incrementAndGet() > this.max) {
			this.all.decrementAndGet();
			throw new TooManyConnectionsException(HttpStatus.SERVICE_UNAVAILABLE, "Too many connections at the moment");
		}
		String name = reader.name();
		Map<String, Integer> counts = (name != null) ? this.byPrincipal : this.byAddress;
		String client = (name != null) ? name : reader.address();
		int allowed = (name != null) ? this.maxPerPrincipal : this.maxPerAddress;
		if (counts.merge(client, 1, Integer::sum) > allowed) {
			leave(counts, client);
			warn(name == null);
			throw new TooManyConnectionsException(HttpStatus.TOO_MANY_REQUESTS,
					"You have " + allowed + " connections already; close one first");
		}
		AtomicBoolean left = new AtomicBoolean();
		return () -> {
			if (left.compareAndSet(false, true)) {
				leave(counts, client);
			}
		};
	}

	private void leave(Map<String, Integer> counts, String client) {
		this.all.decrementAndGet();
		counts.computeIfPresent(client, (key, number) -> (number > 1) ? number - 1 : null);
	}

	private void warn(boolean anonymous) {
		long last = this.lastWarning.get();
		if (anonymous && System.nanoTime() - last >= NANOS_BETWEEN_WARNINGS
				&& this.lastWarning.compareAndSet(last, System.nanoTime())) {
			logger.warn(
					"Rejected a client: its address has {} connections already "
							+ "(dual-stream.web.max-connections-per-address). If clients come through a proxy, set "
							+ "server.forward-headers-strategy, otherwise all of them have the proxy's address",
					this.maxPerAddress);
		}
	}

}
