package io.github.dualstream.autoconfigure.outbox;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutboxRuntimeHints}.
 */
class OutboxRuntimeHintsTests {

	@ParameterizedTest
	@ValueSource(strings = { "outbox/schema-h2.sql", "outbox/schema-mysql.sql", "outbox/schema-postgresql.sql" })
	void everyScriptThatCreatesTablesIsInTheImage(String script) {
		RuntimeHints hints = new RuntimeHints();
		new OutboxRuntimeHints().registerHints(hints, null);
		String resource = "io/github/dualstream/" + script;
		assertThat(getClass().getClassLoader().getResource(resource)).isNotNull();
		assertThat(RuntimeHintsPredicates.resource().forResource(resource)).accepts(hints);
	}

}
