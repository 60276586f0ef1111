package io.github.dualstream.autoconfigure.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.SchemaInitialization;
import io.github.dualstream.transport.PrintableText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.StringUtils;

/**
 * Tables that a feature requires. The startup fails without them, since the feature would
 * not work until they are created.
 *
 * @param database database of the tables
 * @param script class path location of the script that creates the tables
 * @param property property of the mode of creating the tables
 * @param mode mode of creating the tables
 */
public record RequiredTables(DualStreamDatabase database, String script, String property, SchemaInitialization mode) {

	private static final Logger logger = LoggerFactory.getLogger(RequiredTables.class);

	/**
	 * Fail the startup if a table or a column of it is missing.
	 * @param table name of the table without the prefix
	 * @param number number of the first migration script with these columns
	 * @param columns names of the columns, separated by commas
	 * @return this
	 * @throws InvalidPropertyException if they do not exist; a database that does not
	 * answer only causes a warning
	 */
	public RequiredTables require(String table, int number, String columns) {
		String name = this.database.names().of(table);
		try {
			Set<String> missing = StringUtils.commaDelimitedListToSet(columns.replace(" ", ""));
			missing.removeAll(columnsOf(name));
			if (!missing.isEmpty()) {
				throw new InvalidPropertyException(
						this.property, this.mode, "leaves table '" + name + "' without the columns "
								+ String.join(", ", missing) + ", as it does not change tables that exist",
						remedy(number));
			}
		}
		catch (BadSqlGrammarException ex) {
			throw new InvalidPropertyException(this.property, this.mode,
					"leaves table '" + name + "' missing or not readable (" + PrintableText.ofInnermostCause(ex) + ")",
					"Set it to always, or "
							+ ((number == 1) ? "create the tables with a migration that has the content of classpath:"
									+ this.script + "." : StringUtils.uncapitalize(remedy(number))));
		}
		catch (DataAccessException ex) {
			logger.warn("Could not check table '{}': {}", name, PrintableText.ofInnermostCause(ex));
		}
		return this;
	}

	private String remedy(int number) {
		if (number == 1) {
			return "Change it to the table that classpath:" + this.script + " creates.";
		}
		return "Run classpath:io/github/dualstream/migration/" + this.database.platform() + "/V" + number
				+ "__dual_stream.sql, with " + this.database.names().of("") + " in place of ${dualStreamPrefix}.";
	}

	private Set<String> columnsOf(String table) {
		Set<String> columns = new JdbcTemplate(this.database.dataSource())
			.query("select * from " + table + " where 1 = 0", RequiredTables::columns);
		return (columns != null) ? columns : Set.of();
	}

	private static Set<String> columns(ResultSet rows) throws SQLException {
		ResultSetMetaData metaData = rows.getMetaData();
		Set<String> columns = new TreeSet<>();
		for (int i = 1; i <= metaData.getColumnCount(); i++) {
			columns.add(metaData.getColumnLabel(i).toLowerCase(Locale.ROOT));
		}
		return columns;
	}

}
