package io.github.dualstream.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import javax.sql.DataSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Creates the tables of tests by the scripts that applications run.
 */
public final class TestTables {

	private TestTables() {
	}

	public static void createOutbox(DataSource dataSource, String platform) {
		run(dataSource, TableNames.DEFAULT.replaceIn(read("outbox/schema-" + platform + ".sql")));
	}

	public static void createProcessedEvents(DataSource dataSource, String platform) {
		run(dataSource, TableNames.DEFAULT.replaceIn(read("consumer/jdbc/schema-" + platform + ".sql")));
	}

	public static void createProjections(DataSource dataSource, String platform) {
		run(dataSource, TableNames.DEFAULT.replaceIn(read("projection/jdbc/schema-" + platform + ".sql")));
	}

	/** Creates all tables of an application. */
	public static void create(DataSource dataSource, String platform, TableNames names) {
		run(dataSource, names.replaceIn(read("outbox/schema-" + platform + ".sql")));
		run(dataSource, names.replaceIn(read("consumer/jdbc/schema-" + platform + ".sql")));
		run(dataSource, names.replaceIn(read("projection/jdbc/schema-" + platform + ".sql")));
	}

	/** Runs a numbered script, as Flyway and Liquibase do. */
	public static void migrate(DataSource dataSource, String platform, int number, String prefix) {
		run(dataSource, read("migration/" + platform + "/V" + number + "__dual_stream.sql")
			.replace("${dualStreamPrefix}", prefix));
	}

	private static void run(DataSource dataSource, String sql) {
		new ResourceDatabasePopulator(new ByteArrayResource(sql.getBytes(StandardCharsets.UTF_8))).execute(dataSource);
	}

	private static String read(String script) {
		try {
			return new ClassPathResource("io/github/dualstream/" + script).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
