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
	void metadataAndTheRecordsInMapsCanBeRead() throws Exception {
		RuntimeHints hints = new RuntimeHints();
		new DualStreamRuntimeHints().registerHints(hints, null);
		assertThat(RuntimeHintsPredicates.resource().forResource("META-INF/spring-configuration-metadata.json"))
			.accepts(hints);
		for (String group : new String[] { "topic.TopicProperties", "consumer.ConsumerProperties$Group" }) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(Class.forName(getClass().getPackageName() + "." + group))).accepts(hints);
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
