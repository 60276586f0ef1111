package io.github.dualstream.autoconfigure;

import java.util.Arrays;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * Check of features whose tables must all be in one database.
 */
public final class OneDatabase {

	private OneDatabase() {
	}

	/**
	 * Fail the startup if a data source routes to several databases.
	 * @param property property that enables the feature
	 * @param value value of the property
	 * @param dataSource data source of the feature
	 * @param beans bean factory, for the name of its bean
	 * @param consequence consequence of several databases
	 * @throws InvalidPropertyException if it routes
	 */
	public static void require(String property, Object value, DataSource dataSource,
			ConfigurableListableBeanFactory beans, String consequence) {
		DataSource target = dataSource;
		while (target instanceof DelegatingDataSource proxy && proxy.getTargetDataSource() != null) {
			target = proxy.getTargetDataSource();
		}
		if (target instanceof AbstractRoutingDataSource) {
			throw new InvalidPropertyException(property, value,
					"needs a DataSource of one database, but " + describe(dataSource, beans) + " is a "
							+ target.getClass().getName() + ", which routes to several: " + consequence,
					"For a primary with read replicas, use a LazyConnectionDataSourceProxy with setReadOnlyDataSource"
							+ " in place of the routing one. For several databases, mark the DataSource of one of them"
							+ " as @Primary, and have a service of its own serve each of the others; or remove the"
							+ " property.");
		}
	}

	private static String describe(DataSource dataSource, ConfigurableListableBeanFactory beans) {
		return Arrays.stream(beans.getBeanNamesForType(DataSource.class, true, false))
			.filter((name) -> beans.getSingleton(name) == dataSource)
			.findFirst()
			.map((name) -> "the DataSource bean '" + name + "'")
			.orElse("the DataSource");
	}

}
