package io.github.dualstream.feed.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open WebSockets. Thread-safe.
 */
public final class Sockets {

	private static final Logger logger = LoggerFactory.getLogger(Sockets.class);

	private final Set<Connection> open = ConcurrentHashMap.newKeySet();

	/**
	 * Create the sockets, none of which is open yet.
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
	 * Give signs of life, and end connections that cost too much; to be called about
	 * every second, by one thread.
	 */
	public void check() {
		this.open.forEach((connection) -> {
			try {
				connection.check();
			}
			catch (RuntimeException ex) {
				logger.debug("A socket could not be checked; it may have been closed meanwhile", ex);
			}
		});
	}

	/**
	 * One of them. Without the types of the WebSocket API, which may be absent.
	 */
	interface Connection {

		void check();

	}

}
