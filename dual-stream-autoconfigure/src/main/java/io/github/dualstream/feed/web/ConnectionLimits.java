package io.github.dualstream.feed.web;

import java.security.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * How many long connections there may be, and how many of one principal. Thread-safe.
 */
public final class ConnectionLimits {

	private final int max;

	private final int maxPerPrincipal;

	private final AtomicInteger all = new AtomicInteger();

	private final Map<String, Integer> byPrincipal = new ConcurrentHashMap<>();

	/**
	 * Create the limits.
	 * @param max how many there may be
	 * @param maxPerPrincipal how many of one principal; clients that are not
	 * authenticated are not told apart, and not limited by it
	 */
	public ConnectionLimits(int max, int maxPerPrincipal) {
		this.max = max;
		this.maxPerPrincipal = maxPerPrincipal;
	}

	/**
	 * How many connections there are.
	 * @return the number, from 0
	 */
	public int size() {
		return this.all.get();
	}

	/**
	 * Take a place.
	 * @return gives the place back; once, however often it is called
	 * @throws TooManyConnectionsException if there is none
	 */
	Runnable enter(@Nullable Principal principal) {
		if (this.all.incrementAndGet() > this.max) {
			this.all.decrementAndGet();
			throw new TooManyConnectionsException("There are too many connections at the moment", false);
		}
		String name = (principal != null) ? principal.getName() : null;
		if (name != null && this.byPrincipal.merge(name, 1, Integer::sum) > this.maxPerPrincipal) {
			leave(name);
			throw new TooManyConnectionsException(
					"You have " + this.maxPerPrincipal + " connections already; close one first", true);
		}
		AtomicBoolean left = new AtomicBoolean();
		return () -> {
			if (left.compareAndSet(false, true)) {
				leave(name);
			}
		};
	}

	private void leave(@Nullable String name) {
		this.all.decrementAndGet();
		if (name != null) {
			this.byPrincipal.computeIfPresent(name, (key, number) -> (number > 1) ? number - 1 : null);
		}
	}

}
