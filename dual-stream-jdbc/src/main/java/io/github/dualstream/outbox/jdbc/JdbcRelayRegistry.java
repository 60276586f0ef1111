package io.github.dualstream.outbox.jdbc;

import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import javax.sql.DataSource;

import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.outbox.RelayLease;
import io.github.dualstream.outbox.RelayRegistry;

import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

/**
 * Relay registry in the tables {@code outbox_relay}, with a row for each live relay, and
 * {@code outbox_lease}, with a row for each slot.
 */
public final class JdbcRelayRegistry implements RelayRegistry {

	private final OwnTransactions transactions;

	private final String relays;

	private final String leases;

	private final String now;

	/**
	 * Create the registry.
	 * @param dataSource data source of the outbox
	 * @param dialect dialect of the database
	 * @param names names of the tables
	 */
	public JdbcRelayRegistry(DataSource dataSource, OutboxDialect dialect, TableNames names) {
		OutboxTables tables = new OutboxTables(dialect, names);
		this.transactions = new OwnTransactions(dataSource);
		this.relays = tables.relay();
		this.leases = tables.lease();
		this.now = tables.now();
	}

	@Override
	public long join(String name, Duration lease) {
		KeyHolder key = new GeneratedKeyHolder();
		this.transactions.run((jdbc) -> jdbc.update((connection) -> {
			PreparedStatement insert = connection.prepareStatement(
					"insert into " + this.relays + " (name, expires_at) values (?, " + this.now + " + ?)",
					new String[] { "epoch" });
			insert.setString(1, name);
			insert.setLong(2, lease.toMillis());
			return insert;
		}, key));
		return Objects.requireNonNull(key.getKey(), "the database returned no epoch").longValue();
	}

	@Override
	public boolean renew(long epoch, Duration lease) {
		return this.transactions
			.execute(
					(jdbc) -> jdbc.update(
							"update " + this.relays + " set expires_at = " + this.now
									+ " + ? where epoch = ? and expires_at > " + this.now,
							lease.toMillis(), epoch)) == 1;
	}

	@Override
	public int countLive() {
		// a relay that renews at the same moment waits for this, and then finds itself
		// gone
		this.transactions.run((jdbc) -> jdbc.update("delete from " + this.relays + " where expires_at <= " + this.now));
		Integer live = this.transactions
			.execute((jdbc) -> jdbc.queryForObject("select count(*) from " + this.relays, Integer.class));
		return (live != null) ? live : 0;
	}

	@Override
	public List<RelayLease> leases() {
		return this.transactions.execute((jdbc) -> jdbc.query(
				"select r.epoch, r.name, (select count(*) from " + this.leases
						+ " l where l.epoch = r.epoch), r.expires_at - " + this.now + " as remaining from "
						+ this.relays + " r where r.expires_at > " + this.now + " order by r.epoch",
				(row, number) -> new RelayLease(row.getLong(1), row.getString(2), row.getInt(3),
						Duration.ofMillis(row.getLong(4)))));
	}

	@Override
	public void claim(long epoch, int max) {
		List<Object[]> free = this.transactions.execute((jdbc) -> jdbc.query(
				"select slot, epoch from " + this.leases + " where epoch not in (select epoch from " + this.relays
						+ ") order by slot limit ?",
				(row, number) -> new Object[] { epoch, row.getInt(1), row.getLong(2) }, max));
		// not in the transaction of the read, which would refuse what others have claimed
		// since, where it is isolated more strictly
		this.transactions.run((jdbc) -> jdbc
			.batchUpdate("update " + this.leases + " set epoch = ? where slot = ? and epoch = ?", free));
	}

	@Override
	public void release(long epoch, Collection<Integer> slots) {
		// in the order in which others claim, so that no two wait for each other
		this.transactions
			.run((jdbc) -> jdbc.batchUpdate("update " + this.leases + " set epoch = 0 where slot = ? and epoch = ?",
					slots.stream().sorted().map((slot) -> new Object[] { slot, epoch }).toList()));
	}

	@Override
	public Set<Integer> slotsOf(long epoch) {
		List<Integer> slots = this.transactions.execute((jdbc) -> jdbc
			.queryForList("select slot from " + this.leases + " where epoch = ?", Integer.class, epoch));
		return new TreeSet<>(slots);
	}

	@Override
	public void leave(long epoch) {
		this.transactions.run((jdbc) -> jdbc.update("delete from " + this.relays + " where epoch = ?", epoch));
	}

}
