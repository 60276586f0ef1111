package io.github.dualstream.autoconfigure.outbox;

import javax.sql.DataSource;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.OneDatabase;
import io.github.dualstream.autoconfigure.RequiredTables;
import io.github.dualstream.autoconfigure.SchemaInitialization;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Database of the outbox.
 *
 * @param dataSource data source that transactions are bound to
 * @param dialect dialect of the database
 */
record OutboxDatabase(DataSource dataSource, OutboxDialect dialect) {

	static OutboxDatabase of(@Nullable DataSource dataSource, ConfigurableListableBeanFactory beans) {
		if (dataSource == null) {
			throw new InvalidPropertyException("dual-stream.outbox.enabled", true,
					"requires a DataSource bean, and there is none, or there are several and none is @Primary",
					"Configure spring.datasource.*, mark the DataSource of your business tables as @Primary, or set it"
							+ " to false.");
		}
		DataSource target = (dataSource instanceof TransactionAwareDataSourceProxy proxy
				&& proxy.getTargetDataSource() != null) ? proxy.getTargetDataSource() : dataSource;
		OneDatabase.require("dual-stream.outbox.enabled", true, dataSource, beans,
				"a relay would serve one of them, and events that are stored in the others would never be sent");
		return new OutboxDatabase(target, OutboxDialect.of(target));
	}

	RequiredTables requiredTables(SchemaInitialization initialization) {
		return new RequiredTables(this.dataSource, "dual-stream.outbox.initialize-schema", initialization,
				this.dialect.schema());
	}

	/**
	 * Create a data source for the same database, with the current credentials of the
	 * pool, but unpooled.
	 */
	DataSource withoutPool() {
		return DataSourceBuilder.derivedFrom(this.dataSource).type(SimpleDriverDataSource.class).build();
	}

}
