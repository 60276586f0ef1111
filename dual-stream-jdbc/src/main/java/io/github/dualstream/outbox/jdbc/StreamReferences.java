package io.github.dualstream.outbox.jdbc;

import io.github.dualstream.Source;
import io.github.dualstream.outbox.RelayRegistry;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rows of the outbox that refer to events of the event store. Their numbers ascend with
 * the versions: a version is only added when the one before it is visible, so committed.
 */
final class StreamReferences {

	private final JdbcTemplate jdbc;

	private final String first;

	private final String next;

	StreamReferences(JdbcTemplate jdbc, OutboxTables tables) {
		this.jdbc = jdbc;
		String insert = "insert into " + tables.outbox() + " (slot, stored_at, stream_version, "
				+ StoredColumns.WITHOUT_DATA + ") select ? + 0, stored_at, version, " + StoredColumns.WITHOUT_DATA
				+ " from " + tables.event()
				+ " where aggregateid = ? and aggregatetype = ? and version between ? and ?";
		String order = " order by version";
		this.first = insert + order;
		this.next = insert + " and exists (select 1 from " + tables.event()
				+ " before_them where before_them.aggregateid = ? and before_them.aggregatetype = ?"
				+ " and before_them.version = ?)" + order;
	}

	int add(Source source, long after, int count) {
		int slot = RelayRegistry.slotOf(source);
		if (after == 0) {
			return this.jdbc.update(this.first, slot, source.id(), source.type(), 1, count);
		}
		return this.jdbc.update(this.next, slot, source.id(), source.type(), after + 1, after + count, source.id(),
				source.type(), after);
	}

}
