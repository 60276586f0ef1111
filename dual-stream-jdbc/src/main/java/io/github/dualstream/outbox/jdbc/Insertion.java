package io.github.dualstream.outbox.jdbc;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.outbox.RelayRegistry;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Inserts rows into the outbox.
 */
final class Insertion {

	private final EventRows rows;

	Insertion(JdbcTemplate jdbc, OutboxTables tables) {
		this.rows = new EventRows(jdbc, tables.dialect(), tables.outbox(), "slot");
	}

	/**
	 * Insert rows in their order.
	 * @return the slots of their sources
	 */
	Set<Integer> insert(List<EncodedEvent> events) {
		int[] slots = events.stream().mapToInt((event) -> RelayRegistry.slotOf(event.event().source())).toArray();
		this.rows.insert(events, (i) -> slots[i]);
		Set<Integer> distinct = new TreeSet<>();
		for (int slot : slots) {
			distinct.add(slot);
		}
		return distinct;
	}

}
