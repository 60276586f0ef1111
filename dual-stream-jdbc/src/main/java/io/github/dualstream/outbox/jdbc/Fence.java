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
	static String condition(OutboxDialect dialect) {
		return "exists (select 1 from dual_stream_outbox_relay where epoch = ? and expires_at > " + dialect.now() + ")";
	}

	static boolean isLive(JdbcTemplate jdbc, OutboxDialect dialect, long epoch) {
		return !jdbc
			.queryForList(
					"select epoch from dual_stream_outbox_relay where epoch = ? and expires_at > " + dialect.now(),
					Long.class, epoch)
			.isEmpty();
	}

}
