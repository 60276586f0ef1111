package io.github.dualstream.benchmarks.outbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.test.PostgresServer;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Finds the contenders of an option, and the table that all of them write to.
 */
final class Contenders {

	private Contenders() {
	}

	static Map<String, Supplier<OutboxContender>> of(Options options, Servers servers, PostgresServer database) {
		String jdbcUrl = database.jdbcUrl();
		new JdbcTemplate(new DriverManagerDataSource(jdbcUrl)).execute("create table business (number int not null)");
		Map<String, Supplier<OutboxContender>> contenders = new LinkedHashMap<>();
		contenders.put("dual-stream", () -> DualStreamOutbox.start(servers, jdbcUrl));
		contenders.put("modulith", () -> ModulithOutbox.start(servers, jdbcUrl));
		contenders.put("namastack", () -> NamastackApplication.start(servers, jdbcUrl));
		contenders.keySet().retainAll(options.subset("contenders", contenders.keySet()));
		return contenders;
	}

}
