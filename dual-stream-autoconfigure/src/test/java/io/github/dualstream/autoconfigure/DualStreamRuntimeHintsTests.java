package io.github.dualstream.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DualStreamRuntimeHints}.
 */
class DualStreamRuntimeHintsTests {

	@Test
	void everyGroupOfPropertiesCanBeReadOffItsRecord() {
		RuntimeHints hints = new RuntimeHints();
		new DualStreamRuntimeHints().registerHints(hints, null);
		for (Class<?> group : new Class<?>[] { DualStreamProperties.class, DualStreamProperties.Redis.class,
				TopicProperties.class, TopicManagementProperties.Rules.class, BacklogProperties.class }) {
			assertThat(RuntimeHintsPredicates.reflection().onType(group)).accepts(hints);
		}
	}

}
