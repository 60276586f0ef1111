package io.github.dualstream.feed.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registry of the open WebSockets. Thread-safe.
 */
public final class Sockets {

	private static final Logger logger = LoggerFactory.getLogger(Sockets.class);

	private final Set<Connection> open = ConcurrentHashMap.newKeySet();

	/**
	 * Create an empty registry.
	 */
	public Sockets() {
		// none yet
	}

	void add(Connection connection) {
		this.open.add(connection);
	}

	void remove(Connection connection) {
		this.open.remove(connection);
	}

	/**
	 * Send heartbeats, and close connections that exceed their limits; to be called about
	 * every second, by one thread.
	 */
	public void check() {
		this.open.forEach((connection) -> {
			try {
				connection.check();
			}
			catch (RuntimeException ex) {
				logger.debug("Failed to check a socket; it may have been closed meanwhile", ex);
			}
		});
	}

	/**
	 * One connection. Has no types of the WebSocket API, which may be absent.
	 */
	interface Connection {

		void check();

	}

}
