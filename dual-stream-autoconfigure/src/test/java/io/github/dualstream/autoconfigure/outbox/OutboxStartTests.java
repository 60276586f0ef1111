package io.github.dualstream.autoconfigure.outbox;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.jdbc.TestTables;
import io.github.dualstream.outbox.OutboxStore;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.ProcessedEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

/**
 * Starts that the outbox refuses, and those that look like them.
 */
class OutboxStartTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("dual-stream.outbox.enabled=true", "dual-stream.outbox.relay.enabled=false",
				"dual-stream.redis.enabled=false",
				"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

	private static DataSource h2() {
		return new SimpleDriverDataSource(new org.h2.Driver(),
				"jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
	}

	private static DataSource routing() {
		AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {
			@Override
			protected Object determineCurrentLookupKey() {
				return "one";
			}
		};
		routing.setTargetDataSources(Map.of("one", h2(), "two", h2()));
		routing.afterPropertiesSet();
		return routing;
	}

	@Test
	void whenTheTablesAreMissingThenTheStartFailsAndNamesTablePropertyAndScript() {
		this.runner.withPropertyValues("dual-stream.outbox.initialize-schema=never")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.outbox.initialize-schema")
				.hasMessageContaining("'dual_stream_outbox'")
				.hasMessageContaining("schema-h2.sql"));
	}

	@Test
	void whenAColumnIsMissingThenTheStartFailsAndNamesIt() {
		this.runner.withPropertyValues("dual-stream.outbox.initialize-schema=never").withBean(DataSource.class, () -> {
			DataSource dataSource = h2();
			new JdbcTemplate(dataSource).execute("create table dual_stream_outbox (seq bigint)");
			return dataSource;
		})
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("'dual_stream_outbox'")
				.hasMessageContaining("slot")
				.hasMessageContaining("schema-h2.sql"));
	}

	@Test
	void whenTheTablesAreOlderThenTheStartFailsAndNamesTheColumnsAndTheScriptThatAddsThem() {
		this.runner.withPropertyValues("dual-stream.outbox.initialize-schema=always").withBean(DataSource.class, () -> {
			DataSource dataSource = h2();
			TestTables.migrate(dataSource, "h2", 1, "dual_stream_");
			return dataSource;
		})
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("'dual_stream_outbox'")
				.hasMessageContaining("content_type")
				.hasMessageContaining("classpath:io/github/dualstream/migration/h2/V2__dual_stream.sql")
				.hasMessageContaining("with dual_stream_ in place of"));
	}

	@Test
	void whenTheTableOfTheEventStoreIsMissingThenTheStartFailsAndNamesTheScript() {
		this.runner.withPropertyValues("dual-stream.outbox.initialize-schema=never").withBean(DataSource.class, () -> {
			DataSource dataSource = h2();
			TestTables.migrate(dataSource, "h2", 1, "dual_stream_");
			TestTables.migrate(dataSource, "h2", 2, "dual_stream_");
			new JdbcTemplate(dataSource).execute("alter table dual_stream_outbox add column stream_version bigint");
			return dataSource;
		})
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("'dual_stream_event'")
				.hasMessageContaining("or run classpath:io/github/dualstream/migration/h2/V3__dual_stream.sql"));
	}

	@Test
	void whenTablesHaveAPrefixAndASchemaThenTheyAreCreatedThereAndUsed() {
		this.runner
			.withPropertyValues("dual-stream.outbox.table-prefix=shop_", "dual-stream.outbox.schema=events",
					"dual-stream.consumer.idempotency.store=jdbc", "dual-stream.outbox.outside-transaction=store")
			.withUserConfiguration(GroupsConfiguration.class)
			.run((context) -> {
				context.getBean(DualStreamPublisher.class).publish(Event.of("order", "1", "order.placed", "{}"));
				context.getBean(ProcessedEvents.class).process("group", List.of("1"), (ids) -> {
				});
				JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
				assertThat(jdbc.queryForObject("select count(*) from events.shop_outbox", Integer.class)).isOne();
				assertThat(jdbc.queryForObject("select count(*) from events.shop_processed_event", Integer.class))
					.isOne();
				assertThat(jdbc.queryForList(
						"select table_name from information_schema.tables" + " where table_schema = 'PUBLIC'"))
					.isEmpty();
			});
	}

	@ParameterizedTest
	@CsvSource({ "table-prefix, 'dual_stream;'", "table-prefix, 1st_", "schema, 'order-service'",
			"schema, 'events.tables'", "table-prefix, a_prefix_that_is_longer_than_it_may_be" })
	void whenANameIsNoIdentifierThenTheStartFailsAndNamesTheProperty(String property, String value) {
		this.runner.withPropertyValues("dual-stream.outbox." + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.outbox." + property)
				.hasMessageContaining("letters, digits and underscores"));
	}

	@Test
	void whenThePlatformIsConfiguredThenTheDriverIsNotAsked() {
		this.runner
			.withPropertyValues("dual-stream.outbox.platform=mysql", "dual-stream.outbox.initialize-schema=never")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("outbox/schema-mysql.sql"));
	}

	@Test
	void whenTheTableOfProcessedEventsIsMissingThenTheStartFailsAndNamesTablePropertyAndScript() {
		this.runner
			.withPropertyValues("dual-stream.outbox.enabled=false", "dual-stream.consumer.idempotency.store=jdbc",
					"dual-stream.consumer.idempotency.initialize-schema=never")
			.withUserConfiguration(GroupsConfiguration.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.consumer.idempotency.initialize-schema")
				.hasMessageContaining("'dual_stream_processed_event'")
				.hasMessageContaining("consumer/jdbc/schema-h2.sql"));
	}

	@Test
	void whenTheDataSourceRoutesToSeveralDatabasesThenTheStartFails() {
		this.runner.withBean("tenants", DataSource.class, OutboxStartTests::routing)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("'tenants'")
				.hasMessageContaining("routes to several"));
	}

	@Test
	void whenProcessedEventsAreInSeveralDatabasesThenTheStartFailsAndNamesPropertyAndBean() {
		this.runner
			.withPropertyValues("dual-stream.outbox.enabled=false", "dual-stream.consumer.idempotency.store=jdbc",
					"dual-stream.consumer.idempotency.initialize-schema=never")
			.withUserConfiguration(GroupsConfiguration.class)
			.withBean("tenants", DataSource.class, OutboxStartTests::routing)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.consumer.idempotency.store")
				.hasMessageContaining("'tenants'")
				.hasMessageContaining("routes to several"));
	}

	@Test
	void whenThereIsNoLogThenTheStartFailsAndNamesPropertyAndDependency() {
		new ApplicationContextRunner().withUserConfiguration(WithoutLog.class)
			.withClassLoader(
					new FilteredClassLoader("org.springframework.kafka", "io.github.dualstream.transport.nats"))
			.withPropertyValues("dual-stream.outbox.enabled=true", "dual-stream.redis.enabled=false",
					"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.outbox.enabled")
				.hasMessageContaining("spring-boot-starter-kafka"));
	}

	@ParameterizedTest
	@CsvSource({ "dual-stream.outbox.enabled=true, io.github.dualstream.outbox.jdbc, dual-stream-jdbc",
			"dual-stream.consumer.idempotency.store=jdbc, io.github.dualstream.consumer.jdbc, dual-stream-jdbc",
			"dual-stream.consumer.idempotency.store=redis, io.github.dualstream.transport.redis, dual-stream-redis" })
	void whenAModuleOfItsOwnIsMissingThenTheStartFailsAndNamesPropertyAndDependency(String property, String missing,
			String dependency) {
		this.runner.withPropertyValues("dual-stream.outbox.enabled=false", property)
			.withUserConfiguration(GroupsConfiguration.class)
			.withClassLoader(new FilteredClassLoader(missing))
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining(property.substring(0, property.indexOf('=')))
				.hasMessageContaining("io.github.dualstream:" + dependency));
	}

	@Test
	void whenARoutingDataSourceIsBehindAProxyThenTheStartFailsAsWell() {
		this.runner.withBean(DataSource.class, () -> new LazyConnectionDataSourceProxy(routing()))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("routes to several"));
	}

	@Test
	void whenReadOnlyTransactionsGoToAReplicaThenTheOutboxStarts() {
		this.runner.withBean(DataSource.class, () -> {
			LazyConnectionDataSourceProxy proxy = new LazyConnectionDataSourceProxy(h2());
			proxy.setReadOnlyDataSource(h2());
			return proxy;
		})
			.withPropertyValues("dual-stream.outbox.initialize-schema=always")
			.run((context) -> assertThat(context).hasSingleBean(OutboxStore.class));
	}

	@Test
	void whenSpringJdbcIsMissingThenTheStartFailsAndNamesPropertyAndDependency() {
		this.runner.withClassLoader(new FilteredClassLoader(JdbcTemplate.class))
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.outbox.enabled")
				.hasMessageContaining("spring-boot-starter-jdbc"));
	}

	@Test
	void whenEventsOutsideOfATransactionAreRefusedThenHeartbeatsAreSentAllTheSame() {
		this.runner
			.withPropertyValues("spring.application.name=orders", "dual-stream.outbox.initialize-schema=always",
					"dual-stream.outbox.outside-transaction=reject", "dual-stream.heartbeat.send=true")
			.run((context) -> {
				EventLog log = context.getBean(EventLog.class);
				verify(log, timeout(30_000).atLeastOnce()).append(any());
			});
	}

	@Test
	void whenTheLibraryOfTheStoreOfProcessedEventsIsMissingThenTheStartFails() {
		this.runner
			.withPropertyValues("dual-stream.outbox.enabled=false", "dual-stream.consumer.idempotency.store=redis")
			.withClassLoader(new FilteredClassLoader("org.springframework.data.redis"))
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.consumer.idempotency.store")
				.hasMessageContaining("spring-boot-starter-data-redis"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithoutLog {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		EventLog log() {
			EventLog log = mock(EventLog.class);
			given(log.append(any())).willReturn(CompletableFuture.completedFuture(new Position("events", 0, 0)));
			return log;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class GroupsConfiguration {

		@Bean
		ConsumerGroups groups() {
			return mock(ConsumerGroups.class);
		}

		@Bean
		DeadLetterLog deadLetters() {
			return mock(DeadLetterLog.class);
		}

	}

}
