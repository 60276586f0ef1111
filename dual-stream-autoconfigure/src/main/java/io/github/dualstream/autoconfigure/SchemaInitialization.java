package io.github.dualstream.autoconfigure;

/**
 * When to create tables at start. The same as Boot's own, which is in a module that is
 * not there without a database.
 */
public enum SchemaInitialization {

	/** In any database, where they do not exist. */
	ALWAYS,
	/** In an embedded database only. */
	EMBEDDED,
	/** Never: somebody else does. */
	NEVER

}
