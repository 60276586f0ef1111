package io.github.dualstream.consumer.jdbc;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

class H2ProcessedEventsTests extends ProcessedEventsScenarios {

	H2ProcessedEventsTests() {
		super(new DriverManagerDataSource("jdbc:h2:mem:processed;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000"), "h2");
	}

}
