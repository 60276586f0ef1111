package io.github.dualstream.outbox.jdbc;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Fencing of relays: prevents changes of rows by relays whose lease has expired, by the
 * database's clock.
 */
final class Fence {

	private Fence() {
	}

	/**
	 * SQL condition with the epoch as its only parameter.
	 */
	static String condition(OutboxTables tables) {
		return "exists (" + liveRelay(tables) + ")";
	}

	static boolean isLive(JdbcTemplate jdbc, OutboxTables tables, long epoch) {
		return !jdbc.queryForList(liveRelay(tables), Long.class, epoch).isEmpty();
	}

	private static String liveRelay(OutboxTables tables) {
		return "select epoch from " + tables.relay() + " where epoch = ? and expires_at > " + tables.now();
	}

}
