package io.github.dualstream.benchmarks.outbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.test.PostgresServer;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An application with an outbox in PostgreSQL.
 *
 * @param application the application
 * @param publishing publishes the event of a number within the current transaction
 * @param unfinished a query with a row for an event that is not yet completed
 */
record OutboxContender(ConfigurableApplicationContext application, IntConsumer publishing,
		String unfinished) implements AutoCloseable {

	/**
	 * Find the contenders of the option {@code contenders}, and create the table that all
	 * of them write to.
	 * @param options the options
	 * @param servers where they send to
	 * @param database where their outboxes are
	 * @return what starts them, by their names
	 */
	static Map<String, Supplier<OutboxContender>> of(Options options, Servers servers, PostgresServer database) {
		String jdbcUrl = database.jdbcUrl();
		new JdbcTemplate(new DriverManagerDataSource(jdbcUrl)).execute("create table business (number int not null)");
		Map<String, Supplier<OutboxContender>> contenders = new LinkedHashMap<>();
		contenders.put("dual-stream", () -> DualStreamOutbox.start(servers, jdbcUrl));
		contenders.put("modulith", () -> ModulithOutbox.start(servers, jdbcUrl));
		contenders.put("namastack", () -> NamastackOutbox.start(servers, jdbcUrl));
		contenders.keySet().retainAll(options.subset("contenders", contenders.keySet()));
		return contenders;
	}

	/**
	 * Commits a business row and events in one transaction.
	 */
	void commit(int from, int count) {
		JdbcTemplate jdbc = this.application.getBean(JdbcTemplate.class);
		this.application.getBean(TransactionTemplate.class).executeWithoutResult((status) -> {
			jdbc.update("insert into business (number) values (?)", from);
			for (int number = from; number < from + count; number++) {
				this.publishing.accept(number);
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

}
