package io.github.dualstream.aggregate.jdbc;

import com.zaxxer.hikari.HikariDataSource;

class H2EventStoreTests extends EventStoreScenarios {

	private static final HikariDataSource database = pool("jdbc:h2:mem:events;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000",
			"sa");

	H2EventStoreTests() {
		super(database, "h2");
	}

}
