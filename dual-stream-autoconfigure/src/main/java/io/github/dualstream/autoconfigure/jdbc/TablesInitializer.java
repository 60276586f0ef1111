package io.github.dualstream.autoconfigure.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;

import io.github.dualstream.jdbc.TableNames;

import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Initializer that creates the tables by their configured names, and their schema if it
 * is missing.
 */
final class TablesInitializer extends DataSourceScriptDatabaseInitializer {

	private final TableNames names;

	TablesInitializer(DualStreamDatabase database, DatabaseInitializationSettings settings) {
		super(database.dataSource(), settings);
		this.names = database.names();
	}

	@Override
	protected void runScripts(Scripts scripts) {
		ResourceDatabasePopulator tables = new ResourceDatabasePopulator();
		scripts.forEach((script) -> tables.addScript(withNames(script)));
		DatabasePopulatorUtils.execute((connection) -> {
			createSchema(connection);
			tables.populate(connection);
		}, getDataSource());
	}

	/** Only if it is missing, as the user may lack the right to create one. */
	private void createSchema(Connection connection) {
		String schema = this.names.schema();
		if (schema == null) {
			return;
		}
		JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
		String sql = "select schema_name from information_schema.schemata where lower(schema_name) = lower(?)";
		if (jdbc.queryForList(sql, String.class, schema).isEmpty()) {
			jdbc.execute("create schema " + schema);
		}
	}

	private Resource withNames(Resource script) {
		try {
			String sql = this.names.replaceIn(script.getContentAsString(StandardCharsets.UTF_8));
			return new ByteArrayResource(sql.getBytes(StandardCharsets.UTF_8), script.getDescription());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
