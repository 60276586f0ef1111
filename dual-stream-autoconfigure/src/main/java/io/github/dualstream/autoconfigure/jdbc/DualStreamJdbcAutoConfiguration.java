package io.github.dualstream.autoconfigure.jdbc;

import javax.sql.DataSource;

import io.github.dualstream.jdbc.TableNames;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Auto-configuration of the selection of the database with the tables of all features.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TableProperties.class)
public final class DualStreamJdbcAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ImportRuntimeHints(MigrationRuntimeHints.class)
	@ConditionalOnClass({ JdbcTemplate.class, DataSourceScriptDatabaseInitializer.class, TableNames.class })
	static class SelectionConfiguration {

		@Bean
		DataSourceSelection dualStreamDataSourceSelection(TableProperties properties,
				ObjectProvider<DataSource> dataSources,
				@DualStreamDataSource ObjectProvider<DataSource> qualifiedDataSources,
				ObjectProvider<PlatformTransactionManager> managers,
				@DualStreamDataSource ObjectProvider<PlatformTransactionManager> qualifiedManagers,
				ConfigurableListableBeanFactory beans) {
			return new DataSourceSelection(properties, dataSources, qualifiedDataSources, managers, qualifiedManagers,
					beans);
		}

	}

}
