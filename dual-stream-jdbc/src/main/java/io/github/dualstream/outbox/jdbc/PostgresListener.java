package io.github.dualstream.outbox.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.dualstream.outbox.RelayRegistry;
import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Hears what other instances have committed, by PostgreSQL's LISTEN, on a connection and
 * a thread of its own. While it cannot connect, events are found by polling.
 */
public final class PostgresListener implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(PostgresListener.class);

	/** How often a silent connection is tried. */
	private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

	private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration RECONNECT_INTERVAL = Duration.ofSeconds(2);

	private static final List<Integer> ALL_SLOTS = IntStream.range(0, RelayRegistry.SLOTS).boxed().toList();

	/** Anybody who may connect can send anything. */
	private static final Predicate<String> SLOT = Pattern.compile("[0-9]{1,2}").asMatchPredicate();

	private final Supplier<DataSource> dataSource;

	private final Consumer<List<Integer>> heard;

	private final boolean autoStartup;

	private final Threads threads;

	private @Nullable SupervisedThread thread;

	private volatile @Nullable Connection connection;

	private volatile boolean running;

	private boolean failing;

	/**
	 * Create the listener.
	 * @param dataSource leads to the database past any pool, which would miss the
	 * connection; asked before each connection
	 * @param heard told of the slots that were committed to, all of them after each new
	 * connection; must neither block nor throw
	 * @param autoStartup whether to listen at all
	 * @param threads threads of the application
	 */
	public PostgresListener(Supplier<DataSource> dataSource, Consumer<List<Integer>> heard, boolean autoStartup,
			Threads threads) {
		this.dataSource = dataSource;
		this.heard = heard;
		this.autoStartup = autoStartup;
		this.threads = threads;
	}

	@Override
	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	@Override
	public synchronized void start() {
		this.running = true;
		this.thread = this.threads.loop("dual-stream-outbox-listen", RECONNECT_INTERVAL, this::listen, () -> {
		}).start();
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		SupervisedThread thread = this.thread;
		if (thread != null) {
			thread.close();
			this.thread = null;
		}
		abort();
	}

	private void abort() {
		Connection connection = this.connection;
		if (connection == null) {
			return;
		}
		try {
			// close() would wait for the thread that listens
			connection.abort(Runnable::run);
		}
		catch (SQLException ex) {
			logger.debug("The connection that listens could not be closed", ex);
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private void listen() {
		try (Connection connection = this.dataSource.get().getConnection()) {
			this.connection = connection;
			listen(connection);
		}
		catch (SQLException | RuntimeException ex) {
			failed(ex);
		}
	}

	private void listen(Connection connection) throws SQLException {
		// within a transaction, nothing is heard
		connection.setAutoCommit(true);
		connection.setNetworkTimeout(Runnable::run, Math.toIntExact(CHECK_TIMEOUT.toMillis()));
		try (Statement statement = connection.createStatement()) {
			statement.execute("listen " + PostgresNotifier.CHANNEL);
		}
		connected();
		PGConnection postgres = connection.unwrap(PGConnection.class);
		while (this.running) {
			PGNotification[] notifications = postgres.getNotifications(Math.toIntExact(CHECK_INTERVAL.toMillis()));
			if (notifications != null && notifications.length > 0) {
				this.heard.accept(slots(notifications));
			}
			else if (!connection.isValid(Math.toIntExact(CHECK_TIMEOUT.toSeconds()))) {
				throw new SQLException("the connection is gone");
			}
		}
	}

	private static List<Integer> slots(PGNotification[] notifications) {
		return Stream.of(notifications)
			.flatMap((notification) -> Stream.of(notification.getParameter().split(",")))
			.filter(SLOT)
			.map(Integer::valueOf)
			.toList();
	}

	/** Whatever was committed while nobody listened. */
	private void connected() {
		if (this.failing) {
			this.failing = false;
			logger.info("New events of other instances in the outbox are heard of again");
		}
		this.heard.accept(ALL_SLOTS);
	}

	private void failed(Exception failure) {
		if (!this.running) {
			return;
		}
		if (!this.failing) {
			this.failing = true;
			logger.warn(
					"New events of other instances in the outbox are not heard of at once, but found by polling,"
							+ " until PostgreSQL can be listened to again: {}",
					PrintableText.ofInnermostCause(failure));
		}
		LockSupport.parkNanos(RECONNECT_INTERVAL.toNanos());
	}

}
