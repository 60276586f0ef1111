package io.github.dualstream.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ApplicationProcess}.
 */
class ApplicationProcessTests {

	@Test
	void whenStartedThenItListensAndItsOutputIsRead() {
		try (ApplicationProcess application = start(false)) {
			assertThat(FreePort.isOpen(application.port())).isTrue();
			await().untilAsserted(() -> assertThat(application.output()).contains("listening with hello"));
		}
	}

	@Test
	void whenTerminatedThenItEndsInItsOwnWay() {
		try (ApplicationProcess application = start(false)) {
			assertThat(application.terminate(Duration.ofSeconds(20))).isEqualTo(143);
			assertThat(application.isRunning()).isFalse();
			assertThat(application.output()).contains("ending");
		}
	}

	@Test
	void whenItDoesNotEndInTimeThenTheErrorShowsItsOutput() {
		try (ApplicationProcess application = start(true)) {
			assertThatIllegalStateException().isThrownBy(() -> application.terminate(Duration.ofSeconds(1)))
				.withMessageContaining("did not end within 1 s after SIGTERM")
				.withMessageContaining("listening");
		}
	}

	@Test
	void whenKilledAndRestartedThenItListensOnTheSamePort() {
		try (ApplicationProcess application = start(false)) {
			application.kill();
			assertThat(FreePort.isOpen(application.port())).isFalse();
			application.restart();
			assertThat(FreePort.isOpen(application.port())).isTrue();
			assertThat(application.output()).doesNotContain("ending");
		}
	}

	private static ApplicationProcess start(boolean hang) {
		return ApplicationProcess.start(SlowToEndApplication.class, List.of("-Xmx32m", "-Dgreeting=hello"),
				Map.of("hang", Boolean.toString(hang)));
	}

}
