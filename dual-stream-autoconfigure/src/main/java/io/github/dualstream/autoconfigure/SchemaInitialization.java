package io.github.dualstream.autoconfigure;

/**
 * Mode of creating tables at startup. The same as Boot's own, whose module may be missing
 * without a database.
 */
public enum SchemaInitialization {

	/** Create missing tables in any database. */
	ALWAYS,
	/** Create missing tables in an embedded database only. */
	EMBEDDED,
	/** Never create tables. */
	NEVER

}
