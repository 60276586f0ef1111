package io.github.dualstream.outbox.jdbc;

import io.github.dualstream.jdbc.TableNames;

/**
 * Tables of the outbox by their names in statements, and the dialect of these statements.
 *
 * @param dialect dialect of the database
 * @param names names of the tables
 */
record OutboxTables(OutboxDialect dialect, TableNames names) {

	String outbox() {
		return this.names.of("outbox");
	}

	String archive() {
		return this.names.of("outbox_archive");
	}

	/** Table with the events of the event store, to which rows of the outbox refer. */
	String event() {
		return this.names.of("event");
	}

	/** Table with a row for each live relay. */
	String relay() {
		return this.names.of("outbox_relay");
	}

	/** Table with a row for each slot. */
	String lease() {
		return this.names.of("outbox_lease");
	}

	String now() {
		return this.dialect.now();
	}

}
