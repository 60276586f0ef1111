package io.github.dualstream.autoconfigure.contract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContractRuntimeHints}.
 */
class ContractRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	ContractRuntimeHintsTests() {
		new ContractRuntimeHints().registerHints(this.hints, null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "META-INF/dual-stream/contracts/order.placed/1.schema.json",
			"META-INF/dual-stream/contracts/order.placed/1.example.json",
			"META-INF/dual-stream/consumers/billing/order.placed/1.schema.json", "draft/2020-12/schema",
			"draft/2020-12/meta/core" })
	void contractsAndTheSchemaOfSchemasAreResources(String file) {
		assertThat(RuntimeHintsPredicates.resource().forResource(file)).accepts(this.hints);
	}

	@Test
	void textsOfViolationsAreABundle() {
		assertThat(getClass().getClassLoader().getResource("jsv-messages.properties")).isNotNull();
		assertThat(RuntimeHintsPredicates.resource().forBundle("jsv-messages")).accepts(this.hints);
	}

}
