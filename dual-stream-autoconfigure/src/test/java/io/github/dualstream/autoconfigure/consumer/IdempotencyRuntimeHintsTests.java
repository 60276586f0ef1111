package io.github.dualstream.autoconfigure.consumer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IdempotencyRuntimeHints}.
 */
class IdempotencyRuntimeHintsTests {

	@ParameterizedTest
	@ValueSource(strings = { "consumer/jdbc/schema-h2.sql", "consumer/jdbc/schema-mysql.sql",
			"consumer/jdbc/schema-postgresql.sql" })
	void everyScriptThatCreatesTablesIsInTheImage(String script) {
		RuntimeHints hints = new RuntimeHints();
		new IdempotencyRuntimeHints().registerHints(hints, null);
		String resource = "io/github/dualstream/" + script;
		assertThat(getClass().getClassLoader().getResource(resource)).isNotNull();
		assertThat(RuntimeHintsPredicates.resource().forResource(resource)).accepts(hints);
	}

}
