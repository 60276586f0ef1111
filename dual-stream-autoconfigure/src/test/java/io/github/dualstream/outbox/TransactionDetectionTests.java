package io.github.dualstream.outbox;

import java.sql.Connection;
import java.util.UUID;

import io.github.dualstream.outbox.jdbc.CompletionMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What counts as a transaction of the outbox's database.
 */
class TransactionDetectionTests {

	private final OutboxInH2 outbox = new OutboxInH2(UUID.randomUUID().toString(), CompletionMode.DELETE);

	@AfterEach
	void close() {
		this.outbox.close();
	}

	@Test
	void transactionOfItsDataSourceCounts() {
		assertThat(this.outbox.store.isTransactionActive()).isFalse();
		new TransactionTemplate(new JdbcTransactionManager(this.outbox.database))
			.executeWithoutResult((status) -> assertThat(this.outbox.store.isTransactionActive()).isTrue());
		assertThat(this.outbox.store.isTransactionActive()).isFalse();
	}

	@Test
	void transactionOfAnotherDatabaseDoesNotCount() {
		try (OutboxInH2 other = new OutboxInH2(UUID.randomUUID().toString(), CompletionMode.DELETE)) {
			new TransactionTemplate(new JdbcTransactionManager(other.database)).executeWithoutResult((status) -> {
				assertThat(this.outbox.store.isTransactionActive()).isFalse();
				// leaves a connection that commits each statement with the transaction
				this.outbox.jdbc.queryForObject("select 1", Integer.class);
				assertThat(this.outbox.store.isTransactionActive()).isFalse();
			});
		}
	}

	/** JpaTransactionManager binds its connection so, and no mark on it. */
	@Test
	void connectionThatAnotherKindOfTransactionExposesCounts() throws Exception {
		try (Connection connection = this.outbox.database.getConnection()) {
			connection.setAutoCommit(false);
			TransactionSynchronizationManager.setActualTransactionActive(true);
			TransactionSynchronizationManager.bindResource(this.outbox.database, new ConnectionHolder(connection));
			assertThat(this.outbox.store.isTransactionActive()).isTrue();
		}
		finally {
			TransactionSynchronizationManager.unbindResource(this.outbox.database);
			TransactionSynchronizationManager.setActualTransactionActive(false);
		}
	}

}
