package io.github.dualstream.autoconfigure;

import io.github.dualstream.feed.web.FeedRuntimeHints;
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

	@Test
	void everyScriptThatCreatesTablesIsInTheImage() {
		RuntimeHints hints = new RuntimeHints();
		new DualStreamRuntimeHints().registerHints(hints, null);
		for (String script : new String[] { "outbox/schema-h2.sql", "outbox/schema-mysql.sql",
				"outbox/schema-postgresql.sql", "consumer/jdbc/schema-mysql.sql",
				"consumer/jdbc/schema-standard.sql" }) {
			String resource = "io/github/dualstream/" + script;
			assertThat(getClass().getClassLoader().getResource(resource)).as(resource).isNotNull();
			assertThat(RuntimeHintsPredicates.resource().forResource(resource)).accepts(hints);
		}
	}

	@Test
	void theJsonOfTheWebEndpointsCanBeWrittenAndRead() throws Exception {
		RuntimeHints hints = new RuntimeHints();
		new FeedRuntimeHints().registerHints(hints, null);
		for (String type : new String[] { "FeedJson$Page", "FeedJson$LightEvent", "FeedJson$FullEvent",
				"SocketRequest" }) {
			Class<?> json = Class.forName("io.github.dualstream.feed.web." + type);
			assertThat(RuntimeHintsPredicates.reflection().onType(json)).accepts(hints);
		}
	}

}
