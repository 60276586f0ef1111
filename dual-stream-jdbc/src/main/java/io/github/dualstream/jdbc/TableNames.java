package io.github.dualstream.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * Names of the tables. They become part of statements as they are, so both parts must be
 * identifiers.
 *
 * @param schema database schema of the tables; {@code null} for the default schema of the
 * connections
 * @param prefix beginning of the name of each table
 */
public record TableNames(@Nullable String schema, String prefix) {

	/** Names without a schema, with the prefix {@code dual_stream_}. */
	public static final TableNames DEFAULT = new TableNames(null, "dual_stream_");

	private static final String TABLES = "@@tables@@";

	private static final String INDEXES = "@@indexes@@";

	/**
	 * Name of a table in statements.
	 * @param table name of the table without the prefix, such as {@code outbox}
	 * @return the name, with the schema if there is one
	 */
	public String of(String table) {
		return start() + table;
	}

	/**
	 * Replace the placeholders of a script: {@code @@tables@@} begins the name of a
	 * table, {@code @@indexes@@} that of an index, which some databases do not accept
	 * with a schema.
	 * @param script SQL with placeholders
	 * @return SQL with names
	 */
	public String replaceIn(String script) {
		return script.replace(TABLES, start()).replace(INDEXES, this.prefix);
	}

	private String start() {
		return (this.schema != null) ? this.schema + "." + this.prefix : this.prefix;
	}

}
