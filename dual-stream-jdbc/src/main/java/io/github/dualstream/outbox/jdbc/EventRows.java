package io.github.dualstream.outbox.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntToLongFunction;

import io.github.dualstream.codec.EncodedEvent;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Inserts rows with events, many with one statement: a batch of statements is several
 * times as expensive for the database, and some drivers need a round trip for each row.
 */
public final class EventRows {

	private static final int MAX_ROWS = 200;

	/** Maximum size of a statement, far below the limits of databases. */
	private static final int MAX_BYTES = 1024 * 1024;

	private final JdbcTemplate jdbc;

	private final String insert;

	private final String row;

	private final String after;

	/** Statements by number of rows. */
	private final Map<Integer, String> statements = new ConcurrentHashMap<>();

	/**
	 * Create the rows of a table.
	 * @param jdbc template for the statements
	 * @param dialect dialect of the database
	 * @param table name of the table
	 * @param numberColumn name of a column with a number of each row
	 */
	public EventRows(JdbcTemplate jdbc, OutboxDialect dialect, String table, String numberColumn) {
		this(jdbc, dialect, table, numberColumn, "", "");
	}

	/**
	 * Create the rows of a table that are inserted by a part of a statement.
	 * @param before what the statement has before this part
	 * @param after what the statement has after this part
	 */
	EventRows(JdbcTemplate jdbc, OutboxDialect dialect, String table, String numberColumn, String before,
			String after) {
		this.jdbc = jdbc;
		this.insert = before + "insert into " + table + " (" + numberColumn + ", stored_at, " + StoredColumns.NAMES
				+ ") values ";
		this.row = "(?, " + dialect.now() + ", " + StoredColumns.PLACEHOLDERS + ")";
		this.after = after;
	}

	/**
	 * Insert rows in their order.
	 * @param events events of the rows
	 * @param numbers function from the index of an event to the number of its row
	 */
	public void insert(List<EncodedEvent> events, IntToLongFunction numbers) {
		insert(events, numbers, List.of());
	}

	/**
	 * Insert rows in their order.
	 * @param further parameters of what the statement has after the rows
	 * @return number of rows that the statements as a whole have changed
	 */
	int insert(List<EncodedEvent> events, IntToLongFunction numbers, List<?> further) {
		int changed = 0;
		for (int from = 0; from < events.size();) {
			int first = from;
			int end = end(events, from);
			changed += this.jdbc.update(this.statements.computeIfAbsent(end - from, this::statement), (statement) -> {
				int parameter = write(statement, events, first, end, numbers);
				for (Object value : further) {
					statement.setObject(parameter++, value);
				}
			});
			from = end;
		}
		return changed;
	}

	private static int end(List<EncodedEvent> events, int from) {
		int end = from + 1;
		int bytes = events.get(from).data().length;
		while (end < events.size() && end - from < MAX_ROWS) {
			bytes += events.get(end).data().length;
			if (bytes > MAX_BYTES) {
				break;
			}
			end++;
		}
		return end;
	}

	private String statement(int rows) {
		return this.insert + this.row + (", " + this.row).repeat(rows - 1) + this.after;
	}

	/** Returns the number of the parameter after those of the rows. */
	private static int write(PreparedStatement statement, List<EncodedEvent> events, int from, int end,
			IntToLongFunction numbers) throws SQLException {
		int parameter = 1;
		for (int i = from; i < end; i++) {
			statement.setLong(parameter, numbers.applyAsLong(i));
			StoredColumns.write(statement, parameter + 1, events.get(i));
			parameter += 1 + StoredColumns.COUNT;
		}
		return parameter;
	}

}
