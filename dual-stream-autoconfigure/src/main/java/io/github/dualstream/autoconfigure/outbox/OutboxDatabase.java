package io.github.dualstream.autoconfigure.outbox;

import javax.sql.DataSource;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.RequiredTables;
import io.github.dualstream.autoconfigure.SchemaInitialization;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

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
		requireOneDatabase(target);
		return new OutboxDatabase(target, OutboxDialect.of(target));
	}

	/**
	 * A relay would serve one of several databases, and leave what is stored in the
	 * others unsent.
	 */
	private static void requireOneDatabase(DataSource dataSource) {
		DataSource target = dataSource;
		while (target instanceof DelegatingDataSource proxy && proxy.getTargetDataSource() != null) {
			target = proxy.getTargetDataSource();
		}
		if (target instanceof AbstractRoutingDataSource) {
			throw new InvalidPropertyException("dual-stream.outbox.enabled", true,
					"needs a DataSource of one database, but the DataSource bean is a " + target.getClass().getName()
							+ ", which routes to several: events that are stored in the others would never be sent",
					"For a primary with read replicas, use a LazyConnectionDataSourceProxy with setReadOnlyDataSource"
							+ " in place of the routing one. For several databases, mark the DataSource of one of them"
							+ " as @Primary, and have a service of its own serve each of the others; or set it to"
							+ " false.");
		}
	}

	RequiredTables requiredTables(SchemaInitialization initialization) {
		return new RequiredTables(this.dataSource, "dual-stream.outbox.initialize-schema", initialization,
				this.dialect.schema());
	}

	/**
	 * Connects to the same, with the pool's credentials of this moment, past the pool.
	 */
	DataSource withoutPool() {
		return DataSourceBuilder.derivedFrom(this.dataSource).type(SimpleDriverDataSource.class).build();
	}

}
