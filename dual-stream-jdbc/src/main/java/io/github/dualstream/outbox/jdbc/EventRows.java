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
		this.jdbc = jdbc;
		this.insert = "insert into " + table + " (" + numberColumn + ", stored_at, " + StoredColumns.NAMES
				+ ") values ";
		this.row = "(?, " + dialect.now() + ", " + StoredColumns.PLACEHOLDERS + ")";
	}

	/**
	 * Insert rows in their order.
	 * @param events events of the rows
	 * @param numbers function from the index of an event to the number of its row
	 */
	public void insert(List<EncodedEvent> events, IntToLongFunction numbers) {
		for (int from = 0; from < events.size();) {
			int first = from;
			int end = end(events, from);
			this.jdbc.update(this.statements.computeIfAbsent(end - from, this::statement),
					(statement) -> write(statement, events, first, end, numbers));
			from = end;
		}
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
		return this.insert + this.row + (", " + this.row).repeat(rows - 1);
	}

	private static void write(PreparedStatement statement, List<EncodedEvent> events, int from, int end,
			IntToLongFunction numbers) throws SQLException {
		int parameter = 1;
		for (int i = from; i < end; i++) {
			statement.setLong(parameter, numbers.applyAsLong(i));
			StoredColumns.write(statement, parameter + 1, events.get(i));
			parameter += 1 + StoredColumns.COUNT;
		}
	}

}
