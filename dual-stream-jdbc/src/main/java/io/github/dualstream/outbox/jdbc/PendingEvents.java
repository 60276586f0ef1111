package io.github.dualstream.outbox.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.dualstream.Source;
import io.github.dualstream.outbox.PendingEvent;
import io.github.dualstream.outbox.PendingQuery;
import io.github.dualstream.outbox.RelayRegistry;

import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Reads rows by their status, in their order.
 */
final class PendingEvents {

	/**
	 * Maximum payload of one read, in bytes; it costs little to read fewer rows than
	 * available.
	 */
	private static final int MAX_BYTES = 16 * 1024 * 1024;

	private final OwnTransactions transactions;

	private final OutboxTables tables;

	private final OutboxDialect dialect;

	/** Columns of an event, with the data of the row that it refers to, if it does. */
	private final String columns;

	PendingEvents(OwnTransactions transactions, OutboxTables tables) {
		this.transactions = transactions;
		this.tables = tables;
		this.dialect = tables.dialect();
		this.columns = StoredColumns.namesWith(data("payload", tables), data("payload_bytes", tables));
	}

	private static String data(String column, OutboxTables tables) {
		return "case when stream_version is null then " + column + " else (select stored." + column + " from "
				+ tables.event() + " stored where stored.aggregateid = referring.aggregateid"
				+ " and stored.aggregatetype = referring.aggregatetype"
				+ " and stored.version = referring.stream_version) end as " + column;
	}

	List<PendingEvent> read(PendingQuery query) {
		List<Object> arguments = new ArrayList<>();
		String sql = "select seq, slot, age, " + StoredColumns.NAMES + " from (select candidates.*, "
				+ this.dialect.now() + " - stored_at as age, coalesce(sum(" + StoredColumns.SIZE + ") over"
				+ " (order by seq rows between unbounded preceding and 1 preceding), 0) as preceding from"
				+ " (select seq, slot, stored_at, " + this.columns + " from " + this.tables.outbox()
				+ " referring where " + conditions(query, arguments)
				+ " order by seq limit ?) candidates) counted where preceding < ? order by seq";
		arguments.add(query.limit());
		arguments.add(MAX_BYTES);
		return this.transactions.execute((jdbc) -> jdbc.query(sql, PendingEvents::pendingEvent, arguments.toArray()));
	}

	private String conditions(PendingQuery query, List<Object> arguments) {
		StringBuilder conditions = new StringBuilder("status = 'PENDING'");
		if (query.slots().size() < RelayRegistry.SLOTS) {
			conditions.append(" and ").append(this.dialect.isOneOf("slot", query.slots()));
			addNumbers(query.slots(), arguments);
		}
		if (!query.exceptNumbers().isEmpty()) {
			conditions.append(" and ").append(this.dialect.isNoneOf("seq", query.exceptNumbers()));
			addNumbers(query.exceptNumbers(), arguments);
		}
		if (!query.exceptSources().isEmpty()) {
			conditions.append(" and ")
				.append(this.dialect.isNoneOfTexts(this.dialect.source(), query.exceptSources().size()));
			addSources(query.exceptSources(), arguments);
		}
		return conditions.toString();
	}

	private void addNumbers(Collection<? extends Number> numbers, List<Object> arguments) {
		if (this.dialect.hasArrays()) {
			arguments.add(new SqlArrayValue("bigint", numbers.stream().map(Number::longValue).toArray()));
		}
	}

	private void addSources(Collection<Source> sources, List<Object> arguments) {
		Object[] texts = sources.stream().map(Source::toString).toArray();
		if (this.dialect.hasArrays()) {
			arguments.add(new SqlArrayValue("varchar", texts));
		}
		else {
			arguments.addAll(List.of(texts));
		}
	}

	private static PendingEvent pendingEvent(ResultSet row, int number) throws SQLException {
		return new PendingEvent(row.getLong("seq"), row.getInt("slot"), StoredColumns.read(row),
				Duration.ofMillis(Math.max(0, row.getLong("age"))), System.nanoTime());
	}

}
