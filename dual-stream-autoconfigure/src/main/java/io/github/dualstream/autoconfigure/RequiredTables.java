package io.github.dualstream.autoconfigure;

import javax.sql.DataSource;

import io.github.dualstream.transport.PrintableText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tables that a feature needs. A start without them fails, since nothing would work until
 * somebody creates them.
 *
 * @param dataSource the database
 * @param property property that says when the tables are created
 * @param initialization its value
 * @param script class path location of the script that creates the tables
 */
public record RequiredTables(DataSource dataSource, String property, SchemaInitialization initialization,
		String script) {

	private static final Logger logger = LoggerFactory.getLogger(RequiredTables.class);

	/**
	 * Fail the start if a table or a column of it is missing.
	 * @param table name of the table
	 * @param columns names of the columns, separated by commas
	 * @throws InvalidPropertyException if the database does not know them; a database
	 * that does not answer is only warned of
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
			logger.warn("Table '{}' could not be checked: {}", table, PrintableText.ofInnermostCause(ex));
		}
	}

}
