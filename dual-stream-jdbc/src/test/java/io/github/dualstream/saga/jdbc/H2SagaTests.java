package io.github.dualstream.saga.jdbc;

import com.zaxxer.hikari.HikariDataSource;

class H2SagaTests extends SagaScenarios {

	private static final HikariDataSource database = pool("jdbc:h2:mem:sagas;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000",
			"sa");

	H2SagaTests() {
		super(database, "h2");
	}

}
