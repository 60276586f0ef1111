package io.github.dualstream.test;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link NatsServer}.
 */
@SuppressWarnings("try") // the client may be interrupted while it is closed
@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsServerTests {

	@Test
	void whenKilledAndRestartedThenItHasItsStreamsOnTheSamePort() throws Exception {
		try (NatsServer server = NatsServer.start()) {
			int port = server.port();
			try (Connection connection = Nats.connect(server.url())) {
				connection.jetStreamManagement()
					.addStream(StreamConfiguration.builder().name("kept").subjects("kept.>").build());
				connection.jetStream().publish("kept.1", new byte[0]);
			}
			server.kill();
			assertThat(server.isRunning()).isFalse();
			server.restart();
			assertThat(server.port()).isEqualTo(port);
			try (Connection connection = Nats.connect(server.url())) {
				assertThat(connection.jetStreamManagement().getStreamInfo("kept").getStreamState().getMsgCount())
					.isEqualTo(1);
			}
		}
	}

	@Test
	void whenJetStreamIsOffThenThereIsOnlyPublishAndSubscribe() throws Exception {
		try (NatsServer server = NatsServer.startWithoutJetStream();
				Connection connection = Nats.connect(server.url())) {
			assertThat(connection.getServerInfo().isJetStreamAvailable()).isFalse();
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> connection.jetStreamManagement().getStreamNames());
		}
	}

	@Test
	void whenAPasswordIsSetThenOthersAreRefused() throws Exception {
		try (NatsServer server = NatsServer.startWithPassword("app", "secret")) {
			assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> Nats.connect(server.url()));
			try (Connection connection = Nats.connect("nats://app:secret@" + server.host() + ":" + server.port())) {
				assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED);
			}
		}
	}

	@Test
	void whenPausedThenAPingTimesOutUntilResumed() throws Exception {
		try (NatsServer server = NatsServer.start(); Connection connection = Nats.connect(server.url())) {
			server.pause();
			assertThatExceptionOfType(TimeoutException.class)
				.isThrownBy(() -> connection.flush(Duration.ofMillis(300)));
			server.resume();
			connection.flush(Duration.ofSeconds(10));
		}
	}

	@Test
	void whenASettingIsWrongThenTheErrorShowsTheLogAndWhatToDo() {
		assertThatIllegalStateException().isThrownBy(() -> NatsServer.start("max_payload: many"))
			.withMessageContaining("ended with exit code 1")
			.withMessageContaining("nats.conf:3");
	}

}
