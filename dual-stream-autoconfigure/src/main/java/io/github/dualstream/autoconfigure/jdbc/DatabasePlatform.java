package io.github.dualstream.autoconfigure.jdbc;

import java.util.Locale;

/**
 * Database for whose dialect there are statements and scripts.
 */
enum DatabasePlatform {

	/** PostgreSQL, and databases that are compatible with it. */
	POSTGRESQL,
	/** MySQL, and databases that are compatible with it. */
	MYSQL,
	/** MariaDB. */
	MARIADB,
	/** H2. */
	H2;

	/** Name in the locations of scripts. MariaDB shares those of MySQL. */
	String id() {
		return (this == MARIADB) ? MYSQL.id() : name().toLowerCase(Locale.ROOT);
	}

}
