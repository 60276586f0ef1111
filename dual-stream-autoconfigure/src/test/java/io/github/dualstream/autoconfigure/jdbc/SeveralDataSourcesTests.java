package io.github.dualstream.autoconfigure.jdbc;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.PublishResult;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.ProcessedEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Applications with several DataSources.
 */
class SeveralDataSourcesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("dual-stream.outbox.enabled=true", "dual-stream.outbox.relay.enabled=false",
				"dual-stream.redis.enabled=false", "dual-stream.consumer.idempotency.store=jdbc");

	private static DataSource h2() {
		return new SimpleDriverDataSource(new org.h2.Driver(),
				"jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
	}

	@Test
	void eventsAreStoredInTransactionsOfTheAnnotatedDataSource() {
		this.runner.withUserConfiguration(Users.class, Orders.class, OrdersTransactions.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(publish(context, "orderTransactions").isStored()).isTrue();
			assertThat(publish(context, "userTransactions").isStored()).isFalse();
			assertThat(rows(context, "orders", "dual_stream_outbox")).isOne();
			assertThat(new JdbcTemplate(context.getBean("users", DataSource.class))
				.queryForList("select table_name from information_schema.tables where table_schema = 'PUBLIC'"))
				.isEmpty();
		});
	}

	@Test
	void eventsAreProcessedInTransactionsOfTheAnnotatedDataSource() {
		this.runner.withUserConfiguration(Users.class, Orders.class, OrdersTransactions.class)
			.run(SeveralDataSourcesTests::assertThatEventsAreProcessedInOrders);
	}

	@Test
	void whenOnlyTheDataSourceIsAnnotatedThenTheManagerIsTheOneOfThisDataSource() {
		this.runner.withUserConfiguration(Users.class, Orders.class, OrdersTransactionsWithoutAnnotation.class)
			.run(SeveralDataSourcesTests::assertThatEventsAreProcessedInOrders);
	}

	private static void assertThatEventsAreProcessedInOrders(ApplicationContext context) throws Exception {
		ProcessedEvents processed = context.getBean(ProcessedEvents.class);
		assertThatIllegalStateException().isThrownBy(() -> processed.process("group", List.of("1"), (ids) -> {
			assertThat(publish(context, "orderTransactions").isStored()).isTrue();
			throw new IllegalStateException("the handler failed");
		}));
		assertThat(rows(context, "orders", "dual_stream_outbox")).isZero();
		processed.process("group", List.of("1"), (ids) -> {
		});
		assertThat(rows(context, "orders", "dual_stream_processed_event")).isOne();
	}

	@Test
	void whenNoneIsAnnotatedThenTheTablesAreInThePrimaryOne() {
		this.runner.withUserConfiguration(Users.class)
			.withBean("others", DataSource.class, SeveralDataSourcesTests::h2)
			.run((context) -> {
				assertThat(publish(context, "userTransactions").isStored()).isTrue();
				assertThat(rows(context, "users", "dual_stream_outbox")).isOne();
			});
	}

	@ParameterizedTest
	@CsvSource({ "dual-stream.outbox.enabled, dual-stream.consumer.idempotency.store=none",
			"dual-stream.consumer.idempotency.store, dual-stream.outbox.enabled=false" })
	void whenNoneOfSeveralIsSelectedThenTheStartFailsAndNamesPropertyAndAnnotation(String property, String other) {
		this.runner.withPropertyValues(other)
			.withBean("users", DataSource.class, SeveralDataSourcesTests::h2)
			.withBean("orders", DataSource.class, SeveralDataSourcesTests::h2)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining(property)
				.hasMessageContaining("@DualStreamDataSource"));
	}

	@Test
	void whenTwoAreAnnotatedThenTheStartFails() {
		this.runner.withUserConfiguration(Users.class, Orders.class, MoreOrders.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("there are several")
				.hasMessageContaining("@DualStreamDataSource"));
	}

	@Test
	void whenTheDataSourceHasNoTransactionManagerThenTheStartFailsAndNamesPropertyAndAnnotation() {
		this.runner.withUserConfiguration(Users.class, Orders.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.consumer.idempotency.store")
				.hasMessageContaining("@DualStreamDataSource"));
	}

	private static PublishResult publish(ApplicationContext context, String manager) {
		PublishResult result = new TransactionTemplate(context.getBean(manager, PlatformTransactionManager.class))
			.execute((status) -> context.getBean(DualStreamPublisher.class)
				.publish(Event.of("order", manager, "order.placed", "data")));
		assertThat(result).isNotNull();
		return result;
	}

	private static int rows(ApplicationContext context, String dataSource, String table) {
		return new JdbcTemplate(context.getBean(dataSource, DataSource.class))
			.queryForObject("select count(*) from " + table, Integer.class);
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

		@Bean
		ConsumerGroups groups() {
			return mock(ConsumerGroups.class);
		}

		@Bean
		DeadLetterLog deadLetters() {
			return mock(DeadLetterLog.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Users {

		@Bean
		@Primary
		DataSource users() {
			return h2();
		}

		@Bean
		@Primary
		JdbcTransactionManager userTransactions(DataSource users) {
			return new JdbcTransactionManager(users);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Orders {

		@Bean(defaultCandidate = false)
		@DualStreamDataSource
		DataSource orders() {
			return h2();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrdersTransactions {

		@Bean(defaultCandidate = false)
		@DualStreamDataSource
		JdbcTransactionManager orderTransactions(@DualStreamDataSource DataSource orders) {
			return new JdbcTransactionManager(orders);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrdersTransactionsWithoutAnnotation {

		@Bean
		JdbcTransactionManager orderTransactions(@DualStreamDataSource DataSource orders) {
			return new JdbcTransactionManager(orders);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MoreOrders {

		@Bean(defaultCandidate = false)
		@DualStreamDataSource
		DataSource moreOrders() {
			return h2();
		}

	}

}
