package io.github.dualstream.test;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServerKind}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServerKindTests {

	@Test
	void whenAContainerEngineAnswersThenContainersAreChosenAndTheLogSaysSoOnce(CapturedOutput output) {
		assertThat(ServerKind.choose(new MockEnvironment(), () -> true)).isEqualTo(ServerKind.CONTAINERS);
		assertThat(output.toString().split("Servers are containers: a container engine answers", -1)).hasSize(2);
	}

	@Test
	void whenNoContainerEngineAnswersThenServersAreEmbeddedAndTheLogSaysSoOnce(CapturedOutput output) {
		assertThat(ServerKind.choose(new MockEnvironment(), () -> false)).isEqualTo(ServerKind.EMBEDDED);
		assertThat(output.toString().split("Servers are embedded: no container engine answers", -1)).hasSize(2);
	}

	@Test
	void whenAKindIsForcedThenNoContainerEngineIsLookedFor(CapturedOutput output) {
		for (ServerKind kind : ServerKind.values()) {
			MockEnvironment environment = new MockEnvironment().withProperty(ServerKind.PROPERTY, kind.name());
			assertThat(ServerKind.choose(environment, () -> {
				throw new AssertionError("looked for");
			})).isEqualTo(kind);
			assertThat(output).containsIgnoringCase("servers are " + kind + ": dual-stream-test.servers is set to it");
		}
	}

	@Test
	void whenTheEnvironmentVariableIsSetThenItForcesAKind() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
							Map.of("DUAL_STREAM_TEST_SERVERS", "embedded")));
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
		assertThat(ServerKind.choose(environment, () -> true)).isEqualTo(ServerKind.EMBEDDED);
	}

	@Test
	void whenTheForcedKindDoesNotExistThenThePropertyIsNamed() {
		MockEnvironment environment = new MockEnvironment().withProperty(ServerKind.PROPERTY, "docker");
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> ServerKind.choose(environment, () -> true))
			.withMessageContaining(ServerKind.PROPERTY);
	}

}
