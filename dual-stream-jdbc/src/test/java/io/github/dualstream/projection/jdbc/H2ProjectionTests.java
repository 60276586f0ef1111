package io.github.dualstream.projection.jdbc;

import com.zaxxer.hikari.HikariDataSource;

class H2ProjectionTests extends ProjectionScenarios {

	private static final HikariDataSource database = pool(
			"jdbc:h2:mem:projections;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000", "sa");

	H2ProjectionTests() {
		super(database, "h2");
	}

}
