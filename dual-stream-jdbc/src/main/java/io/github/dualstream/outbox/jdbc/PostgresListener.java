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

import io.github.dualstream.jdbc.TableNames;
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
 * Listener for commits of other instances, by PostgreSQL's LISTEN, on a connection and a
 * thread of its own. While it cannot connect, events are found by polling.
 */
public final class PostgresListener implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(PostgresListener.class);

	/** Interval of checks of a silent connection. */
	private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

	private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration RECONNECT_INTERVAL = Duration.ofSeconds(2);

	private static final List<Integer> ALL_SLOTS = IntStream.range(0, RelayRegistry.SLOTS).boxed().toList();

	/** Valid slots; any client of the database can send other texts. */
	private static final Predicate<String> SLOT = Pattern.compile("[0-9]{1,2}").asMatchPredicate();

	private final Supplier<DataSource> dataSource;

	private final String channel;

	private final Consumer<List<Integer>> heard;

	private final boolean autoStartup;

	private final Threads threads;

	private @Nullable SupervisedThread thread;

	private volatile @Nullable Connection connection;

	private volatile boolean running;

	private boolean failing;

	/**
	 * Create the listener.
	 * @param dataSource supplier of the unpooled data source, since a pool would miss the
	 * connection; called before each connection
	 * @param names names of the tables
	 * @param heard consumer of the slots with new events, all of them after each new
	 * connection; must neither block nor throw
	 * @param autoStartup whether to listen at all
	 * @param threads threads of the application
	 */
	public PostgresListener(Supplier<DataSource> dataSource, TableNames names, Consumer<List<Integer>> heard,
			boolean autoStartup, Threads threads) {
		this.dataSource = dataSource;
		this.channel = PostgresNotifier.channel(names);
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
			logger.debug("Failed to close the connection of the listener", ex);
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
			// quoted, or else it would be lower case
			statement.execute("listen \"" + this.channel + "\"");
		}
		connected();
		PGConnection postgres = connection.unwrap(PGConnection.class);
		while (this.running) {
			PGNotification[] notifications = postgres.getNotifications(Math.toIntExact(CHECK_INTERVAL.toMillis()));
			if (notifications != null && notifications.length > 0) {
				this.heard.accept(slots(notifications));
			}
			else if (!connection.isValid(Math.toIntExact(CHECK_TIMEOUT.toSeconds()))) {
				throw new SQLException("the connection was lost");
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

	/** Announce all slots, for events that were committed without a connection. */
	private void connected() {
		if (this.failing) {
			this.failing = false;
			logger.info("Listening for new events of other instances in the outbox again");
		}
		this.heard.accept(ALL_SLOTS);
	}

	private void failed(Exception failure) {
		if (!this.running) {
			return;
		}
		if (!this.failing) {
			this.failing = true;
			logger.warn("Could not listen for new events of other instances in the outbox; they are found by polling"
					+ " until PostgreSQL is available again: {}", PrintableText.ofInnermostCause(failure));
		}
		LockSupport.parkNanos(RECONNECT_INTERVAL.toNanos());
	}

}
