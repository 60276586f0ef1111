package io.github.dualstream.outbox.jdbc;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.outbox.CommitNotifier;
import io.github.dualstream.schedule.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * Notifies other instances of commits, by PostgreSQL's NOTIFY. Not within the transaction
 * itself, since commits of transactions with a NOTIFY wait for each other in the whole
 * database. Events of lost notifications are found by polling. Thread-safe; never blocks.
 */
public final class PostgresNotifier implements CommitNotifier, AutoCloseable {

	/** Longest name of a channel; LISTEN shortens a longer one, and NOTIFY refuses it. */
	private static final int MAX_CHANNEL = 63;

	/** Delay of a notification, which combines the commits of this time. */
	private static final Duration GATHER = Duration.ofMillis(20);

	private static final Logger logger = LoggerFactory.getLogger(PostgresNotifier.class);

	private final OwnTransactions transactions;

	private final String channel;

	private final ScheduledExecutorService executor;

	private final Set<Integer> slots = new TreeSet<>();

	private long sentAt = System.nanoTime() - GATHER.toNanos();

	/**
	 * Create the notifier.
	 * @param dataSource data source of the outbox
	 * @param names names of the tables
	 * @param threads threads of the application
	 */
	public PostgresNotifier(DataSource dataSource, TableNames names, Threads threads) {
		this.transactions = new OwnTransactions(dataSource);
		this.channel = channel(names);
		this.executor = threads.scheduler("dual-stream-outbox-notify");
	}

	/**
	 * Channel of the notifications, which carry slots, separated by commas. It has the
	 * name of the table, so that each outbox of a database has its own.
	 */
	static String channel(TableNames names) {
		String name = names.of("outbox");
		return name.substring(0, Math.min(name.length(), MAX_CHANNEL));
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // it never fails
	public synchronized void committed(Set<Integer> slots) {
		boolean scheduled = !this.slots.isEmpty();
		this.slots.addAll(slots);
		if (scheduled || this.executor.isShutdown()) {
			return;
		}
		long delay = this.sentAt + GATHER.toNanos() - System.nanoTime();
		this.executor.schedule(this::send, Math.max(0, delay), TimeUnit.NANOSECONDS);
	}

	private void send() {
		try {
			String slots = takeSlots();
			this.transactions.run((jdbc) -> jdbc.queryForList("select pg_notify(?, ?)", this.channel, slots));
		}
		catch (DataAccessException ex) {
			logger.debug("Failed to notify other instances of new events in the outbox; they find them by polling", ex);
		}
	}

	/**
	 * Take the slots before they are sent; events of failed notifications are found by
	 * polling.
	 */
	private synchronized String takeSlots() {
		String taken = this.slots.stream().map(String::valueOf).collect(Collectors.joining(","));
		this.slots.clear();
		this.sentAt = System.nanoTime();
		return taken;
	}

	@Override
	public synchronized void close() {
		this.executor.shutdown();
	}

}
