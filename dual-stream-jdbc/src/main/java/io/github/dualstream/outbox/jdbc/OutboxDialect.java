package io.github.dualstream.outbox.jdbc;

import java.util.Collection;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.JdbcOperations;

/**
 * SQL dialect of a database that supports an outbox.
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
	 * Dialect of a platform.
	 * @param platform id of the platform, as Boot's {@code DatabaseDriver} has it
	 * @return the dialect
	 * @throws IllegalStateException if the outbox does not support the platform
	 */
	public static OutboxDialect of(String platform) {
		return switch (platform) {
			case "postgresql" -> POSTGRESQL;
			case "mysql", "mariadb" -> MYSQL;
			case "h2" -> H2;
			default -> throw new IllegalStateException("The outbox does not support the database '" + platform
					+ "': use PostgreSQL, MySQL, MariaDB or H2, or set dual-stream.outbox.enabled=false");
		};
	}

	/**
	 * Current time of the database, in milliseconds since 1970. It does not use local
	 * time, which stands still or jumps twice a year.
	 * @return an expression of SQL
	 */
	public String now() {
		return this.now;
	}

	/** Source of a row, as {@code type:id}. */
	String source() {
		return this.source;
	}

	/**
	 * Condition with the numbers as one parameter if the database has arrays; otherwise
	 * they are part of it.
	 */
	String isOneOf(String column, Collection<? extends Number> numbers) {
		return this.arrays ? column + " = any(?)" : column + " in (" + list(numbers) + ")";
	}

	/**
	 * Negation of {@link #isOneOf}. PostgreSQL compares each row with each number of a
	 * parameter, but looks it up in the result of a query. H2 cannot determine the type
	 * of the parameter there, and finds no row at all.
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

	/**
	 * Let the current transaction commit without waiting for the disk, if the database
	 * can: it takes effect at once, and is lost if the database crashes right after it.
	 */
	void commitWithoutFlush(JdbcOperations jdbc) {
		if (this == POSTGRESQL) {
			jdbc.execute("set local synchronous_commit to off");
		}
	}

	boolean hasArrays() {
		return this.arrays;
	}

	private static String list(Collection<? extends Number> numbers) {
		return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
	}

}
