package io.github.dualstream.autoconfigure.jdbc;

import java.util.List;

import javax.sql.DataSource;

import io.github.dualstream.autoconfigure.SchemaInitialization;
import io.github.dualstream.jdbc.TableNames;

import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;

/**
 * Database of the tables.
 *
 * @param dataSource data source that transactions are bound to
 * @param names names of the tables
 * @param platform platform of the database, as the locations of scripts name it
 */
public record DualStreamDatabase(DataSource dataSource, TableNames names, String platform) {

	/**
	 * Create the initializer of a feature's tables.
	 * @param folder class path location of its scripts
	 * @param mode mode of creating the tables
	 * @return the initializer
	 */
	public DataSourceScriptDatabaseInitializer initializer(String folder, SchemaInitialization mode) {
		DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
		settings.setMode(DatabaseInitializationMode.valueOf(mode.name()));
		settings.setSchemaLocations(List.of("classpath:" + script(folder)));
		return new TablesInitializer(this, settings);
	}

	/**
	 * Create the check of a feature's tables.
	 * @param folder class path location of its scripts
	 * @param property property of the mode of creating the tables
	 * @param mode mode of creating the tables
	 * @return the check
	 */
	public RequiredTables requiredTables(String folder, String property, SchemaInitialization mode) {
		return new RequiredTables(this, script(folder), property, mode);
	}

	private String script(String folder) {
		return folder + "/schema-" + this.platform + ".sql";
	}

}
