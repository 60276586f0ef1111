package io.github.dualstream.benchmarks.outbox;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An application with an outbox in PostgreSQL.
 *
 * @param application the application
 * @param publishing publishes one event within the current transaction
 * @param unfinished a query with a row for an event that is not yet completed
 */
record OutboxContender(ConfigurableApplicationContext application, Publishing publishing,
		String unfinished) implements AutoCloseable {

	/**
	 * Commits business rows and their events in one transaction.
	 */
	void commit(int from, int count) {
		JdbcTemplate jdbc = this.application.getBean(JdbcTemplate.class);
		this.application.getBean(TransactionTemplate.class).executeWithoutResult((status) -> {
			jdbc.update("insert into business (number) values (?)", from);
			for (int number = from; number < from + count; number++) {
				this.publishing.publish(number);
			}
		});
	}

	boolean isFinished() {
		return this.application.getBean(JdbcTemplate.class).queryForList(this.unfinished + " limit 1").isEmpty();
	}

	@Override
	public void close() {
		this.application.close();
	}

	@FunctionalInterface
	interface Publishing {

		void publish(int number);

	}

}
