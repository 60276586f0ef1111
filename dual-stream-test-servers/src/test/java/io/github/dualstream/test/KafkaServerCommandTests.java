package io.github.dualstream.test;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KafkaServerCommand}.
 */
class KafkaServerCommandTests {

	private static final String JVM_OPTIONS = "dual-stream-test.kafka-jvm-options";

	private final ServerFolder folder = ServerFolder.create("command");

	@AfterEach
	void cleanUp() {
		System.clearProperty(JVM_OPTIONS);
		this.folder.delete();
	}

	@Test
	void whenNothingIsSaidThenTheBrokerStartsFast() {
		assertThat(command()).contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");
	}

	@Test
	void whenJvmOptionsAreGivenThenTheyReplaceTheDefaults() {
		System.setProperty(JVM_OPTIONS, " -Xmx1g  -XX:+UseG1GC ");
		assertThat(command()).contains("-Xmx1g", "-XX:+UseG1GC")
			.doesNotContain("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "");
	}

	private List<String> command() {
		KafkaNodes nodes = KafkaNodes.pick(1);
		return KafkaServerCommand.write(this.folder, nodes, nodes.all().get(0), Map.of());
	}

}
