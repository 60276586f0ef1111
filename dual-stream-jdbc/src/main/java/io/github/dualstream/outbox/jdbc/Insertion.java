package io.github.dualstream.outbox.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

import io.github.dualstream.Source;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.outbox.RelayRegistry;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Inserts rows, many with one statement: a batch of statements is several times as
 * expensive for the database, and some drivers need a round trip for each row.
 */
final class Insertion {

	private static final int MAX_ROWS = 200;

	/** Maximum size of a statement, far below the limits of databases. */
	private static final int MAX_BYTES = 1024 * 1024;

	private final JdbcTemplate jdbc;

	private final String table;

	private final String row;

	/** Statements by number of rows. */
	private final Map<Integer, String> statements = new ConcurrentHashMap<>();

	Insertion(JdbcTemplate jdbc, OutboxTables tables) {
		this.jdbc = jdbc;
		this.table = tables.outbox();
		this.row = "(?, " + tables.now() + ", " + StoredColumns.PLACEHOLDERS + ")";
	}

	/**
	 * Insert rows in their order.
	 * @return the slots of their sources
	 */
	Set<Integer> insert(List<EncodedEvent> events) {
		Set<Integer> slots = new TreeSet<>();
		for (int from = 0; from < events.size();) {
			List<EncodedEvent> rows = events.subList(from, end(events, from));
			this.jdbc.update(this.statements.computeIfAbsent(rows.size(), this::statement),
					(statement) -> write(statement, rows, slots));
			from += rows.size();
		}
		return slots;
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
		return "insert into " + this.table + " (slot, stored_at, " + StoredColumns.NAMES + ") values " + this.row
				+ (", " + this.row).repeat(rows - 1);
	}

	private static void write(PreparedStatement statement, List<EncodedEvent> rows, Set<Integer> slots)
			throws SQLException {
		int parameter = 1;
		for (EncodedEvent event : rows) {
			int slot = slotOf(event.event().source());
			slots.add(slot);
			statement.setInt(parameter, slot);
			StoredColumns.write(statement, parameter + 1, event);
			parameter += 1 + StoredColumns.COUNT;
		}
	}

	static int slotOf(Source source) {
		CRC32 crc = new CRC32();
		crc.update(source.toString().getBytes(StandardCharsets.UTF_8));
		return (int) (crc.getValue() % RelayRegistry.SLOTS);
	}

}
