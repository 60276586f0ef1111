package io.github.dualstream.autoconfigure;

import java.util.Map;

import javax.sql.DataSource;

import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/**
 * Factories for the entities of tests.
 */
public final class EntityManagerFactories {

	private EntityManagerFactories() {
	}

	/**
	 * Create a factory that makes the tables of its entities.
	 * @param dataSource data source of the tables
	 * @param tests class in whose package the entities are
	 * @return the factory
	 */
	public static LocalContainerEntityManagerFactoryBean withTables(DataSource dataSource, Class<?> tests) {
		LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
		factory.setDataSource(dataSource);
		factory.setPackagesToScan(tests.getPackageName());
		factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
		factory.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "create"));
		return factory;
	}

}
