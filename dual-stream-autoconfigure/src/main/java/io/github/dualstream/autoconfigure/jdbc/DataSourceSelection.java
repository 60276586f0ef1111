package io.github.dualstream.autoconfigure.jdbc;

import java.util.Arrays;
import java.util.List;

import javax.sql.DataSource;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.jdbc.TableNames;
import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.ResourceTransactionManager;

/**
 * Selection of the DataSource with the tables, and of its transaction manager: those with
 * {@link DualStreamDataSource @DualStreamDataSource}, otherwise the only or the primary
 * ones.
 */
public final class DataSourceSelection {

	private static final PlatformPlaceholderDatabaseDriverResolver PLATFORM = new PlatformPlaceholderDatabaseDriverResolver()
		.withDriverPlatform(DatabaseDriver.MARIADB, DatabasePlatform.MARIADB.id());

	private final TableProperties properties;

	private final ObjectProvider<DataSource> dataSources;

	private final ObjectProvider<DataSource> qualifiedDataSources;

	private final ObjectProvider<PlatformTransactionManager> managers;

	private final ObjectProvider<PlatformTransactionManager> qualifiedManagers;

	private final ConfigurableListableBeanFactory beans;

	DataSourceSelection(TableProperties properties, ObjectProvider<DataSource> dataSources,
			ObjectProvider<DataSource> qualifiedDataSources, ObjectProvider<PlatformTransactionManager> managers,
			ObjectProvider<PlatformTransactionManager> qualifiedManagers, ConfigurableListableBeanFactory beans) {
		this.properties = properties;
		this.dataSources = dataSources;
		this.qualifiedDataSources = qualifiedDataSources;
		this.managers = managers;
		this.qualifiedManagers = qualifiedManagers;
		this.beans = beans;
	}

	/**
	 * Database of a feature's tables.
	 * @param property property that enables the feature
	 * @param value value of the property
	 * @param consequence consequence of tables in several databases
	 * @return the database
	 * @throws InvalidPropertyException if there is no DataSource, there are several, or
	 * it routes to several databases
	 */
	public DualStreamDatabase databaseOf(String property, Object value, String consequence) {
		DataSource dataSource = dataSource();
		if (dataSource == null) {
			throw new InvalidPropertyException(property, value,
					"requires a DataSource bean, and there is none, or there are several and not one of them is"
							+ " annotated with @DualStreamDataSource or @Primary",
					"Configure spring.datasource.*, annotate the DataSource bean of your business tables and its"
							+ " transaction manager with @DualStreamDataSource, or remove the property.");
		}
		requireOneDatabase(dataSource, property, value, consequence);
		DataSource target = (dataSource instanceof TransactionAwareDataSourceProxy proxy
				&& proxy.getTargetDataSource() != null) ? proxy.getTargetDataSource() : dataSource;
		return new DualStreamDatabase(target, new TableNames(this.properties.schema(), this.properties.tablePrefix()),
				platformOf(target));
	}

	private @Nullable DataSource dataSource() {
		List<DataSource> qualified = this.qualifiedDataSources.stream().toList();
		return switch (qualified.size()) {
			case 0 -> this.dataSources.getIfUnique();
			case 1 -> qualified.get(0);
			default -> null;
		};
	}

	/**
	 * Transaction manager of a feature's database.
	 * @param property property that enables the feature
	 * @param value value of the property
	 * @param database database of the feature's tables
	 * @return the transaction manager
	 * @throws InvalidPropertyException if there is none of this database, or several
	 */
	public PlatformTransactionManager transactionManagerOf(String property, Object value, DualStreamDatabase database) {
		PlatformTransactionManager manager = this.qualifiedManagers.getIfUnique();
		if (manager == null && this.qualifiedDataSources.stream().findAny().isEmpty()) {
			manager = this.managers.getIfUnique();
		}
		if (manager == null) {
			manager = onlyManagerOf(database.dataSource());
		}
		if (manager == null) {
			throw new InvalidPropertyException(property, value,
					"requires the transaction manager of its DataSource, and there is none, or there are several",
					"Annotate the transaction manager of this DataSource with @DualStreamDataSource, too.");
		}
		return manager;
	}

	private @Nullable PlatformTransactionManager onlyManagerOf(DataSource dataSource) {
		List<PlatformTransactionManager> found = this.managers.stream()
			.filter((manager) -> manager instanceof ResourceTransactionManager resources
					&& resources.getResourceFactory() == dataSource)
			.toList();
		return (found.size() == 1) ? found.get(0) : null;
	}

	private String platformOf(DataSource dataSource) {
		if (this.properties.platform() != null) {
			return this.properties.platform().id();
		}
		try {
			return PLATFORM.resolveAll(dataSource, "@@platform@@").get(0);
		}
		catch (IllegalStateException ex) {
			throw new IllegalStateException("Could not determine the platform of the database; see"
					+ " spring.datasource.url and dual-stream.outbox.platform: " + PrintableText.ofInnermostCause(ex),
					ex);
		}
	}

	private void requireOneDatabase(DataSource dataSource, String property, Object value, String consequence) {
		DataSource target = dataSource;
		while (target instanceof DelegatingDataSource proxy && proxy.getTargetDataSource() != null) {
			target = proxy.getTargetDataSource();
		}
		if (target instanceof AbstractRoutingDataSource) {
			throw new InvalidPropertyException(property, value,
					"needs a DataSource of one database, but " + describe(dataSource) + " is a "
							+ target.getClass().getName() + ", which routes to several: " + consequence,
					"For a primary with read replicas, use a LazyConnectionDataSourceProxy with setReadOnlyDataSource"
							+ " in place of the routing one. For several databases, annotate the DataSource of one of"
							+ " them with @DualStreamDataSource, and have a service of its own serve each of the"
							+ " others; or remove the property.");
		}
	}

	private String describe(DataSource dataSource) {
		return Arrays.stream(this.beans.getBeanNamesForType(DataSource.class, true, false))
			.filter((name) -> this.beans.getSingleton(name) == dataSource)
			.findFirst()
			.map((name) -> "the DataSource bean '" + name + "'")
			.orElse("the DataSource");
	}

}
