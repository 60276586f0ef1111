package io.github.dualstream.autoconfigure.projection;

import javax.sql.DataSource;

import io.github.dualstream.autoconfigure.jdbc.DataSourceSelection;
import io.github.dualstream.autoconfigure.jdbc.DualStreamDatabase;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.projection.ProjectionStore;
import io.github.dualstream.projection.jdbc.JdbcProjectionStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Configuration of the store of projections with tables, in the database of the
 * application.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ JdbcTemplate.class, DataSourceScriptDatabaseInitializer.class, JdbcProjectionStore.class })
@ConditionalOnBean({ DataSource.class, DataSourceSelection.class })
@ConditionalOnMissingBean(ProjectionStore.class)
@Conditional(OnProjection.WithTables.class)
@ImportRuntimeHints(ProjectionRuntimeHints.class)
class ProjectionStoreConfiguration {

	private static final String SCRIPTS = "io/github/dualstream/projection/jdbc";

	private static final String PROPERTY = "dual-stream.projections.initialize-schema";

	private final ProjectionProperties properties;

	ProjectionStoreConfiguration(ProjectionProperties properties) {
		this.properties = properties;
	}

	@Bean(defaultCandidate = false)
	DualStreamDatabase dualStreamProjectionsDatabase(DataSourceSelection selection) {
		return selection.databaseOf(PROPERTY, this.properties.initializeSchema(),
				"the progress of projections would be in one of them, and views in others could not be committed"
						+ " with it");
	}

	@Bean
	DataSourceScriptDatabaseInitializer dualStreamProjectionsInitializer(
			@Qualifier("dualStreamProjectionsDatabase") DualStreamDatabase database) {
		return database.initializer(SCRIPTS, this.properties.initializeSchema());
	}

	@Bean
	@DependsOnDatabaseInitialization
	JdbcProjectionStore dualStreamProjectionStore(
			@Qualifier("dualStreamProjectionsDatabase") DualStreamDatabase database, DataSourceSelection selection,
			ObjectProvider<JdbcTemplate> templates) {
		database.requiredTables(SCRIPTS, PROPERTY, this.properties.initializeSchema())
			.require("projection", 4, "projection, generation, version, building, building_version, latest, paused")
			.require("projection_partition", 4,
					"projection, generation, topic, topic_partition, topic_identity, begin_offset, next_offset,"
							+ " target_offset")
			.require("projection_skip", 6,
					"projection, generation, topic, topic_partition, skipped_offset, next_offset, event_id");
		// the application's own has its settings, such as a timeout
		JdbcTemplate jdbc = templates.stream()
			.filter((template) -> template.getDataSource() == database.dataSource())
			.findFirst()
			.orElseGet(() -> new JdbcTemplate(database.dataSource()));
		return new JdbcProjectionStore(jdbc,
				selection.transactionManagerOf(PROPERTY, this.properties.initializeSchema(), database),
				OutboxDialect.of(database.platform()), database.names());
	}

}
