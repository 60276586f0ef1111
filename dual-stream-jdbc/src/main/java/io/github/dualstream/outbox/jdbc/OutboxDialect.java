package io.github.dualstream.outbox.jdbc;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * A database that can hold an outbox, and where its SQL differs from that of others.
 */
public enum OutboxDialect {

	/** PostgreSQL. */
	POSTGRESQL("(extract(epoch from clock_timestamp()) * 1000)::bigint", "aggregatetype || ':' || aggregateid", true),

	/** MySQL from 8.0.16, and MariaDB from 10.6. */
	MYSQL("(timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) div 1000)",
			"concat(aggregatetype, ':', aggregateid)", false),

	/** H2. */
	H2("cast(extract(epoch from current_timestamp) * 1000 as bigint)", "aggregatetype || ':' || aggregateid", true);

	private final String now;

	private final String source;

	private final boolean arrays;

	OutboxDialect(String now, String source, boolean arrays) {
		this.now = now;
		this.source = source;
		this.arrays = arrays;
	}

	/**
	 * The dialect of a database.
	 * @param dataSource leads to the database
	 * @return its dialect
	 * @throws IllegalStateException if there is none for it, or it cannot be reached
	 */
	public static OutboxDialect of(DataSource dataSource) {
		String product = productOf(dataSource).toLowerCase(Locale.ROOT);
		return switch (product) {
			case "postgresql" -> POSTGRESQL;
			case "mysql", "mariadb" -> MYSQL;
			case "h2" -> H2;
			default -> throw new IllegalStateException("The outbox cannot be kept in the database '" + product
					+ "': use PostgreSQL, MySQL, MariaDB or H2, or set dual-stream.outbox.enabled=false");
		};
	}

	private static String productOf(DataSource dataSource) {
		try {
			return JdbcUtils.extractDatabaseMetaData(dataSource, (metaData) -> productOf(metaData));
		}
		catch (MetaDataAccessException ex) {
			throw new IllegalStateException("The database of the outbox cannot be reached; see spring.datasource.url: "
					+ NestedExceptionUtils.getMostSpecificCause(ex).getMessage(), ex);
		}
	}

	private static String productOf(java.sql.DatabaseMetaData metaData) throws SQLException {
		return metaData.getDatabaseProductName();
	}

	/**
	 * The script that creates the tables.
	 * @return its place in the class path
	 */
	public String schema() {
		return "io/github/dualstream/outbox/schema-" + name().toLowerCase(Locale.ROOT) + ".sql";
	}

	/**
	 * The database's clock, in milliseconds since 1970. It never passes through local
	 * time, which stands still or jumps twice a year.
	 */
	String now() {
		return this.now;
	}

	/** The source of a row, as {@code type:id}. */
	String source() {
		return this.source;
	}

	/**
	 * A condition that takes the numbers as one parameter where the database has arrays;
	 * else they are part of it.
	 */
	String isOneOf(String column, Collection<? extends Number> numbers) {
		return this.arrays ? column + " = any(?)" : column + " in (" + list(numbers) + ")";
	}

	/**
	 * The opposite of {@link #isOneOf}. PostgreSQL compares each row with each number of
	 * a parameter, but looks it up in the result of a query. H2 does not see the type of
	 * the parameter in there, and finds no row at all.
	 */
	String isNoneOf(String column, Collection<? extends Number> numbers) {
		return switch (this) {
			case POSTGRESQL -> column + " not in (select * from unnest(?))";
			case MYSQL -> column + " not in (" + list(numbers) + ")";
			case H2 -> column + " <> all(?)";
		};
	}

	String isNoneOfTexts(String expression, int count) {
		return this.arrays ? expression + " <> all(?)" : expression + " not in (" + "?, ".repeat(count - 1) + "?)";
	}

	boolean hasArrays() {
		return this.arrays;
	}

	private static String list(Collection<? extends Number> numbers) {
		return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
	}

}
