package io.github.dualstream.autoconfigure.outbox;

import javax.sql.DataSource;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The database that holds the outbox.
 *
 * @param dataSource leads there; the one that transactions are bound to
 * @param dialect its dialect
 */
record OutboxDatabase(DataSource dataSource, OutboxDialect dialect) {

	static OutboxDatabase of(@Nullable DataSource dataSource) {
		if (dataSource == null) {
			throw new InvalidPropertyException("dual-stream.outbox.enabled", true,
					"needs a DataSource bean, and there is none, or there are several and none is @Primary",
					"Configure spring.datasource.*, mark the DataSource of your business tables as @Primary, or set it"
							+ " to false.");
		}
		DataSource target = (dataSource instanceof TransactionAwareDataSourceProxy proxy
				&& proxy.getTargetDataSource() != null) ? proxy.getTargetDataSource() : dataSource;
		return new OutboxDatabase(target, OutboxDialect.of(target));
	}

	/**
	 * Connects to the same, with the pool's credentials of this moment, past the pool.
	 */
	DataSource withoutPool() {
		return DataSourceBuilder.derivedFrom(this.dataSource).type(SimpleDriverDataSource.class).build();
	}

}
