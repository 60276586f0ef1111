package io.github.dualstream.outbox;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import io.github.dualstream.Event;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.outbox.jdbc.JdbcTransactionListener;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.jta.JtaTransactionManager;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What counts as a transaction of the outbox's database, and what is refused because
 * nobody can tell.
 */
class TransactionDetectionTests {

	private final OutboxInH2 outbox = new OutboxInH2(UUID.randomUUID().toString(), CompletionMode.DELETE);

	@BeforeEach
	void letTheDatabaseRefuse() {
		this.outbox.jdbc.execute("alter table dual_stream_outbox add check (type <> 'order.refused')");
	}

	@AfterEach
	void close() {
		this.outbox.close();
		assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
	}

	@Test
	void transactionOfItsDataSourceCounts() {
		assertThat(this.outbox.store.isTransactionActive()).isFalse();
		jdbc(this.outbox.database)
			.executeWithoutResult((status) -> assertThat(this.outbox.store.isTransactionActive()).isTrue());
		assertThat(this.outbox.store.isTransactionActive()).isFalse();
	}

	@Test
	void transactionOfAnotherDatabaseDoesNotCount() {
		try (OutboxInH2 other = new OutboxInH2(UUID.randomUUID().toString(), CompletionMode.DELETE)) {
			jdbc(other.database).executeWithoutResult((status) -> {
				assertThat(this.outbox.store.isTransactionActive()).isFalse();
				// leaves a connection that commits each statement with the transaction
				this.outbox.jdbc.queryForObject("select 1", Integer.class);
				assertThat(this.outbox.store.isTransactionActive()).isFalse();
			});
		}
	}

	@Test
	void transactionWhoseConnectionIsFetchedLateCounts() {
		LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy(this.outbox.database);
		OutboxStore store = this.outbox.store(lazy);
		jdbc(lazy).executeWithoutResult((status) -> {
			assertThat(store.isTransactionActive()).isTrue();
			store.add(List.of(event()), CommitNotifier.NONE);
			status.setRollbackOnly();
		});
		jdbc(lazy).executeWithoutResult((status) -> store.add(List.of(event()), CommitNotifier.NONE));
		assertThat(this.outbox.store.counts().pending()).isOne();
	}

	@Test
	void transactionOfTheSamePoolBehindAnotherProxyIsRefused() {
		DataSource proxy = new LazyConnectionDataSourceProxy(this.outbox.database);
		assertThatItIsRefused(jdbc(proxy), "another DataSource object");
		assertThatItIsRefused(jdbc(new DelegatingDataSource(proxy)), "another DataSource object");
	}

	@Test
	void transactionOfAnUnknownManagerIsRefused() {
		assertThatItIsRefused(new TransactionTemplate(new JdbcTransactionManager(this.outbox.database)),
				"JdbcTransactionListener.addTo(");
	}

	@Test
	void transactionOfAManagerWithoutSynchronizationsIsRefused() {
		JdbcTransactionManager manager = new JdbcTransactionManager(this.outbox.database);
		manager.setTransactionSynchronization(AbstractPlatformTransactionManager.SYNCHRONIZATION_NEVER);
		JdbcTransactionListener.addTo(manager);
		assertThatItIsRefused(new TransactionTemplate(manager), "SYNCHRONIZATION_NEVER");
	}

	@Test
	void transactionOfJtaIsRefused() {
		UserTransaction transaction = (UserTransaction) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { UserTransaction.class }, new JtaStub());
		JtaTransactionManager manager = new JtaTransactionManager(transaction);
		JdbcTransactionListener.addTo(manager);
		assertThatItIsRefused(new TransactionTemplate(manager), "a JTA transaction");
	}

	@Test
	void transactionThatDoesNotShowItsConnectionIsRefused() {
		HidingTransactionManager manager = new HidingTransactionManager();
		JdbcTransactionListener.addTo(manager);
		assertThatItIsRefused(new TransactionTemplate(manager), "does not show its JDBC connection");
	}

	/** As a manager does that is not one of Spring's own. */
	@Test
	void connectionOfWhichNobodyKnowsTheTransactionIsRefused() throws Exception {
		try (Connection connection = this.outbox.database.getConnection()) {
			connection.setAutoCommit(false);
			TransactionSynchronizationManager.setActualTransactionActive(true);
			TransactionSynchronizationManager.initSynchronization();
			TransactionSynchronizationManager.bindResource(this.outbox.database, new ConnectionHolder(connection));
			assertThatExceptionOfType(PublishFailedException.class)
				.isThrownBy(() -> this.outbox.store.isTransactionActive())
				.withMessageContaining("JdbcTransactionListener.addTo(");
		}
		finally {
			TransactionSynchronizationManager.unbindResource(this.outbox.database);
			TransactionSynchronizationManager.clear();
		}
	}

	@Test
	void whenAWriteFailsUnnoticedThenTheTransactionDoesNotCommit() {
		this.outbox.jdbc.execute("create table business (id int)");
		TransactionTemplate transaction = jdbc(this.outbox.database);
		assertThatExceptionOfType(PublishFailedException.class)
			.isThrownBy(() -> transaction.executeWithoutResult((status) -> {
				this.outbox.jdbc.update("insert into business values (1)");
				addUnnoticed(refused());
			}))
			.withMessageContaining("was not committed")
			.withMessageContaining("could not be stored");
		assertThat(business()).isZero();
	}

	@Test
	void whenAPartWithAFailedWriteIsRolledBackThenTheTransactionCommits() {
		this.outbox.jdbc.execute("create table business (id int)");
		TransactionTemplate transaction = jdbc(this.outbox.database);
		TransactionTemplate part = new TransactionTemplate(transaction.getTransactionManager());
		part.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
		transaction.executeWithoutResult((status) -> {
			this.outbox.jdbc.update("insert into business values (1)");
			part.executeWithoutResult((nested) -> {
				addUnnoticed(refused());
				part.executeWithoutResult((later) -> later.setRollbackOnly());
				nested.setRollbackOnly();
			});
			this.outbox.store.add(List.of(event()), CommitNotifier.NONE);
		});
		assertThat(business()).isOne();
		assertThat(this.outbox.store.counts().pending()).isOne();
	}

	@Test
	void whenOnlyALaterPartIsRolledBackThenTheTransactionDoesNotCommit() {
		TransactionTemplate transaction = jdbc(this.outbox.database);
		TransactionTemplate part = new TransactionTemplate(transaction.getTransactionManager());
		part.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
		assertThatExceptionOfType(PublishFailedException.class)
			.isThrownBy(() -> transaction.executeWithoutResult((status) -> {
				addUnnoticed(refused());
				part.executeWithoutResult((later) -> later.setRollbackOnly());
			}));
	}

	@Test
	void slotsAreToldOnceTheTransactionHasCommitted() {
		List<Integer> told = new ArrayList<>();
		TransactionTemplate transaction = jdbc(this.outbox.database);
		transaction.executeWithoutResult((status) -> {
			this.outbox.store.add(List.of(event()), told::addAll);
			status.setRollbackOnly();
		});
		assertThat(told).isEmpty();
		transaction.executeWithoutResult((status) -> {
			this.outbox.store.add(List.of(event(), event()), told::addAll);
			assertThat(told).isEmpty();
		});
		assertThat(told).hasSize(1);
	}

	private void addUnnoticed(EncodedEvent event) {
		assertThatExceptionOfType(PublishFailedException.class)
			.isThrownBy(() -> this.outbox.store.add(List.of(event), CommitNotifier.NONE))
			.withMessageContaining("could not be stored");
	}

	private int business() {
		return this.outbox.jdbc.queryForObject("select count(*) from business", Integer.class);
	}

	private static EncodedEvent event() {
		return new EncodedEvent(Event.of("order", "1", "order.placed", List.of()), new byte[] { '1' });
	}

	private static EncodedEvent refused() {
		return new EncodedEvent(Event.of("order", "1", "order.refused", List.of()), new byte[] { '1' });
	}

	private static TransactionTemplate jdbc(DataSource dataSource) {
		JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
		JdbcTransactionListener.addTo(manager);
		return new TransactionTemplate(manager);
	}

	private void assertThatItIsRefused(TransactionTemplate transaction, String reason) {
		assertThatExceptionOfType(PublishFailedException.class)
			.isThrownBy(() -> transaction.executeWithoutResult((status) -> this.outbox.store.isTransactionActive()))
			.withMessageContaining("neither stored nor sent")
			.withMessageContaining(reason);
	}

	/**
	 * A transaction monitor that has nothing to do.
	 */
	private static final class JtaStub implements java.lang.reflect.InvocationHandler {

		private int status = Status.STATUS_NO_TRANSACTION;

		@Override
		public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
			switch (method.getName()) {
				case "begin" -> this.status = Status.STATUS_ACTIVE;
				case "commit", "rollback" -> this.status = Status.STATUS_NO_TRANSACTION;
				default -> {
				}
			}
			return method.getName().equals("getStatus") ? this.status : null;
		}

	}

	/**
	 * As JpaTransactionManager is with a JpaDialect that has no connection to show.
	 */
	private static final class HidingTransactionManager extends AbstractPlatformTransactionManager {

		@Override
		protected Object doGetTransaction() {
			return new JdbcTransactionObjectSupport() {

				@Override
				public boolean isRollbackOnly() {
					return false;
				}

			};
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}
