package io.github.dualstream.autoconfigure;

import javax.sql.DataSource;

import io.github.dualstream.transport.PrintableText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tables that a feature requires. The startup fails without them, since the feature would
 * not work until they are created.
 *
 * @param dataSource data source of the tables
 * @param property property of the schema initialization
 * @param initialization value of the property
 * @param script class path location of the script that creates the tables
 */
public record RequiredTables(DataSource dataSource, String property, SchemaInitialization initialization,
		String script) {

	private static final Logger logger = LoggerFactory.getLogger(RequiredTables.class);

	/**
	 * Fail the startup if a table or a column of it is missing.
	 * @param table name of the table
	 * @param columns names of the columns, separated by commas
	 * @throws InvalidPropertyException if they do not exist; a database that does not
	 * answer only causes a warning
	 */
	public void require(String table, String columns) {
		try {
			new JdbcTemplate(this.dataSource).queryForList("select " + columns + " from " + table + " where 1 = 0");
		}
		catch (BadSqlGrammarException ex) {
			throw new InvalidPropertyException(this.property, this.initialization,
					"leaves table '" + table + "' missing, incomplete or not readable ("
							+ PrintableText.ofInnermostCause(ex) + ")",
					"Set it to always, or create the tables with a migration that has the content of classpath:"
							+ this.script + ".");
		}
		catch (DataAccessException ex) {
			logger.warn("Could not check table '{}': {}", table, PrintableText.ofInnermostCause(ex));
		}
	}

}
