package io.github.dualstream.outbox.jdbc;

import java.util.List;

import io.github.dualstream.Source;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.outbox.RelayRegistry;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Inserts events into the event store, with rows of the outbox that refer to them. The
 * numbers of these rows ascend with the versions: a version is only added when the one
 * before it is visible, so committed.
 */
abstract class StreamRows {

	/** Version of an event, and the columns that a row of the outbox has of it. */
	private static final String REFERRED = "stored_at, version, " + StoredColumns.WITHOUT_DATA;

	private static final String IN_ORDER = " order by version";

	/**
	 * Append events to a stream.
	 * @param source source of the events
	 * @param after version before the first one, which has to exist unless it is 0
	 * @param events events, in order
	 * @return number of rows of the outbox; fewer than events if the version before them
	 * is missing
	 */
	abstract int append(Source source, long after, List<EncodedEvent> events);

	static StreamRows of(JdbcTemplate jdbc, OutboxTables tables) {
		String refer = "insert into " + tables.outbox() + " (slot, stored_at, stream_version, "
				+ StoredColumns.WITHOUT_DATA + ") select ? + 0, " + REFERRED + " from ";
		return (tables.dialect() == OutboxDialect.POSTGRESQL) ? new InOneStatement(jdbc, tables, refer)
				: new InTwoStatements(jdbc, tables, refer);
	}

	/** Condition with a source and a version, found by the primary key in any plan. */
	private static String exists(OutboxTables tables) {
		return " exists (select 1 from " + tables.event() + " before_them where before_them.aggregateid = ?"
				+ " and before_them.aggregatetype = ? and before_them.version = ?)";
	}

	/**
	 * A statement that inserts both, which saves a round trip.
	 */
	private static final class InOneStatement extends StreamRows {

		private final EventRows first;

		private final EventRows next;

		InOneStatement(JdbcTemplate jdbc, OutboxTables tables, String refer) {
			String stored = " returning " + REFERRED + ") " + refer + "stored";
			this.first = rows(jdbc, tables, stored + IN_ORDER);
			this.next = rows(jdbc, tables, stored + " where" + exists(tables) + IN_ORDER);
		}

		private static EventRows rows(JdbcTemplate jdbc, OutboxTables tables, String after) {
			return new EventRows(jdbc, tables.dialect(), tables.event(), "version", "with stored as (", after);
		}

		@Override
		int append(Source source, long after, List<EncodedEvent> events) {
			int slot = RelayRegistry.slotOf(source);
			return (after == 0) ? this.first.insert(events, (i) -> 1 + i, List.of(slot))
					: this.next.insert(events, (i) -> after + 1 + i, List.of(slot, source.id(), source.type(), after));
		}

	}

	/**
	 * Two statements, for databases where none can insert both.
	 */
	private static final class InTwoStatements extends StreamRows {

		private final JdbcTemplate jdbc;

		private final EventRows events;

		private final String first;

		private final String next;

		InTwoStatements(JdbcTemplate jdbc, OutboxTables tables, String refer) {
			this.jdbc = jdbc;
			this.events = new EventRows(jdbc, tables.dialect(), tables.event(), "version");
			String insert = refer + tables.event()
					+ " where aggregateid = ? and aggregatetype = ? and version between ? and ?";
			this.first = insert + IN_ORDER;
			this.next = insert + " and" + exists(tables) + IN_ORDER;
		}

		@Override
		int append(Source source, long after, List<EncodedEvent> events) {
			this.events.insert(events, (i) -> after + 1 + i);
			int slot = RelayRegistry.slotOf(source);
			if (after == 0) {
				return this.jdbc.update(this.first, slot, source.id(), source.type(), 1, events.size());
			}
			return this.jdbc.update(this.next, slot, source.id(), source.type(), after + 1, after + events.size(),
					source.id(), source.type(), after);
		}

	}

}
