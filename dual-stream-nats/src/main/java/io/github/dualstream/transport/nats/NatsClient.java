package io.github.dualstream.transport.nats;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connection to NATS that is opened in the background and kept: jnats reconnects by
 * itself, and where it stops to do so, such as after credentials were refused twice, this
 * class opens another one. NATS need not be available. Thread-safe.
 */
final class NatsClient implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(NatsClient.class);

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

	private static final Duration PAUSE = Duration.ofMillis(500);

	/** A connection that does not answer is replaced after some three of them. */
	private static final Duration PING_INTERVAL = Duration.ofSeconds(2);

	private static final int MAX_PINGS = 3;

	/** Longest wait for the first attempt, in a JVM that is busy with its startup. */
	private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

	/** Interval at which requests without an answer end. */
	private static final Duration CLEANUP_INTERVAL = Duration.ofSeconds(1);

	private static final String DENIED = "permissions violation";

	private final String name;

	private final Options options;

	private final Listener listener;

	private final ScheduledExecutorService thread;

	private final CountDownLatch attempted = new CountDownLatch(1);

	private volatile @Nullable Connection connection;

	/** Reason of the last failure to connect, or of the last loss of the connection. */
	private volatile @Nullable String failure;

	/** What the server does not allow this user, until the next connection. */
	private volatile @Nullable String denied;

	private volatile boolean away;

	private volatile boolean closed;

	NatsClient(String name, Options.Builder options, Listener listener, ScheduledExecutorService thread) {
		this.name = name;
		this.listener = listener;
		this.thread = thread;
		Events events = new Events();
		this.options = options.connectionName(name)
			.connectionTimeout(CONNECT_TIMEOUT)
			.maxReconnects(-1)
			.reconnectWait(PAUSE)
			.pingInterval(PING_INTERVAL)
			.maxPingsOut(MAX_PINGS)
			.connectionListener(events)
			.errorListener(events)
			.requestCleanupInterval(CLEANUP_INTERVAL)
			.reportNoResponders()
			.useTimeoutException()
			.build();
	}

	void start() {
		this.thread.execute(this::open);
	}

	/** The thread of this connection, on which its listener is called. */
	ScheduledExecutorService thread() {
		return this.thread;
	}

	/**
	 * Run a task on the thread of this connection after a pause.
	 */
	void later(Runnable task) {
		ScheduledFuture<?> unused = this.thread.schedule(task, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void open() {
		try {
			Connection opened = Nats.connect(this.options);
			this.connection = opened;
			if (this.closed) {
				opened.close();
				return;
			}
			connected(opened);
		}
		catch (IOException | RuntimeException ex) {
			failed(String.valueOf(ex.getMessage()));
			if (!this.closed) {
				later(this::open);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.attempted.countDown();
		}
	}

	private void connected(Connection current) {
		this.failure = null;
		this.denied = null;
		if (this.away) {
			this.away = false;
			logger.info("Connected to NATS again (" + this.name + ")");
		}
		this.listener.connected(current);
	}

	private void failed(String reason) {
		String known = this.failure;
		// a reason that names the obstacle is better than that no server could be reached
		this.failure = (known != null && isSpecific(known) && !isSpecific(reason)) ? known : reason;
		if (!this.away && !this.closed) {
			this.away = true;
			logger.warn("No connection to NATS (" + this.name + "); connecting until it succeeds: " + reason);
		}
	}

	/**
	 * Whether the connection is there. While it is being opened or was lost, it is not.
	 */
	boolean isConnected() {
		Connection current = this.connection;
		return current != null && current.getStatus() == Connection.Status.CONNECTED;
	}

	/**
	 * Return the connection. Waits for the first attempt to open it.
	 * @return the connection, which was there just now
	 * @throws IllegalStateException if there is none, saying why
	 */
	Connection require() {
		awaitFirstAttempt();
		Connection current = this.connection;
		if (current == null || current.getStatus() != Connection.Status.CONNECTED) {
			String reason = this.failure;
			throw new IllegalStateException("No connection to NATS: " + ((reason != null) ? explained(reason)
					: "it has not answered yet; check dual-stream.nats.server"));
		}
		return current;
	}

	/**
	 * Return the connection, also while it is lost and jnats keeps what is sent. Waits
	 * for the first attempt to open it.
	 * @return the connection
	 * @throws IllegalStateException if there is none, saying why
	 */
	Connection requireKept() {
		Connection current = this.connection;
		return (current != null && current.getStatus() != Connection.Status.CLOSED) ? current : require();
	}

	private void awaitFirstAttempt() {
		try {
			if (!this.attempted.await(FIRST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
				logger.debug("The first attempt to connect to NATS takes long");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static String explained(String reason) {
		if (isRefusal(reason)) {
			return reason + ": the server refuses these credentials; check dual-stream.nats.username "
					+ "and password, token or credentials";
		}
		if (concernsTls(reason)) {
			return reason + "; check dual-stream.nats.ssl.bundle, and that the address in dual-stream.nats.server is "
					+ "that of the certificate";
		}
		return reason + "; check dual-stream.nats.server";
	}

	private static boolean concernsTls(String reason) {
		String text = reason.toLowerCase(Locale.ROOT);
		return Stream.of("secure connection", "ssl", "tls", "certificat", "pkix").anyMatch(text::contains);
	}

	private static boolean isSpecific(String reason) {
		return isRefusal(reason) || concernsTls(reason);
	}

	private static boolean isRefusal(String reason) {
		return reason.toLowerCase(Locale.ROOT).contains("authorization violation");
	}

	/**
	 * What the server does not allow this user.
	 * @return the server's answer, since the last connection; {@code null} for nothing
	 */
	@Nullable String denied() {
		return this.denied;
	}

	/**
	 * Identity of a connection between its losses.
	 */
	static int sessionOf(Connection connection) {
		return connection.getServerInfo().getClientId();
	}

	/**
	 * Wait until the server has processed everything that was sent before.
	 * @param connection the connection
	 * @param session its session when it was sent
	 * @param timeout maximum time to wait
	 * @throws TimeoutException if the server did not answer in time
	 * @throws IllegalStateException if the connection was lost meanwhile
	 */
	static void roundTrip(Connection connection, int session, Duration timeout)
			throws TimeoutException, InterruptedException {
		long answers = connection.getStatistics().getFlushCounter();
		connection.flush(timeout);
		// flush() also returns when it could not ask
		if (connection.getStatistics().getFlushCounter() == answers || sessionOf(connection) != session
				|| connection.getStatus() != Connection.Status.CONNECTED) {
			throw new IllegalStateException("Lost the connection to NATS");
		}
	}

	/**
	 * Close the connection.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.thread.shutdownNow();
		Connection current = this.connection;
		if (current != null) {
			try {
				current.close();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Listener for the state of the connection, called by its thread.
	 */
	interface Listener {

		/**
		 * Called when the connection is there, for the first time or again. What was
		 * subscribed on the same connection is subscribed again.
		 * @param connection the connection
		 */
		void connected(Connection connection);

		/**
		 * Called when the connection was lost, by a thread of jnats. What was sent and
		 * not answered may have been processed, and may still be.
		 */
		default void disconnected() {
		}

		/**
		 * Called when messages were discarded, since they arrived faster than they were
		 * taken.
		 */
		default void messagesDiscarded() {
		}

	}

	private final class Events implements ConnectionListener, ErrorListener {

		private volatile boolean connected;

		@Override
		@SuppressWarnings("deprecation") // the other method calls it
		public void connectionEvent(Connection source, ConnectionListener.Events event) {
			NatsClient client = NatsClient.this;
			switch (event) {
				case CONNECTED, RECONNECTED -> this.connected = true;
				case DISCONNECTED -> {
					client.failed("the connection was lost");
					// also the end of each attempt to connect, before which nothing was
					// sent
					if (this.connected) {
						this.connected = false;
						client.listener.disconnected();
					}
				}
				case RESUBSCRIBED -> client.thread.execute(() -> client.connected(source));
				case CLOSED -> reopen(source);
				default -> logger.debug("NATS (" + client.name + "): " + event);
			}
		}

		private void reopen(Connection source) {
			NatsClient client = NatsClient.this;
			if (source == client.connection && !client.closed) {
				client.thread.execute(client::open);
			}
		}

		@Override
		public void errorOccurred(Connection source, String error) {
			NatsClient client = NatsClient.this;
			if (error.toLowerCase(Locale.ROOT).contains(DENIED)) {
				if (client.denied == null) {
					logger.warn("NATS does not allow this user (" + client.name + "): " + error);
				}
				client.denied = error;
			}
			else {
				client.failed(error);
			}
		}

		@Override
		public void exceptionOccurred(Connection source, Exception failure) {
			logger.debug("NATS (" + NatsClient.this.name + ")", failure);
			if (!NatsClient.this.isConnected()) {
				NatsClient.this.failed(String.valueOf(failure.getMessage()));
			}
		}

		@Override
		public void slowConsumerDetected(Connection source, Consumer consumer) {
			logger.warn("Messages of NATS arrive faster than they are taken (" + NatsClient.this.name
					+ "); some are discarded");
			NatsClient.this.thread.execute(NatsClient.this.listener::messagesDiscarded);
		}

	}

}
