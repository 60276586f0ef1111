package io.github.dualstream.autoconfigure.nats;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.test.NatsServer;
import io.github.dualstream.test.RedisServer;
import io.github.dualstream.topic.TopicStrategy;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.TopicAdministrationException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests with a NATS server that is not the one that an application expects: other
 * credentials, other certificates, no JetStream, streams of others, no NATS at all. The
 * application starts, and health and publisher say what to do.
 */
@Timeout(120)
@SuppressWarnings("try") // the client may be interrupted while it is closed
@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsBadInputTests {

	private static final Log logger = LogFactory.getLog(NatsBadInputTests.class);

	private static final Event EVENT = Event.of("order", "1", "order.placed", "book");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.application.name=shop", "dual-stream.transport.log=nats",
				"dual-stream.transport.bus=nats", "dual-stream.publisher.delivery-timeout=3s",
				"dual-stream.publisher.max-block=1s");

	@Test
	void userAndPasswordOpenTheLogAndAWrongPasswordIsNamed() {
		try (NatsServer server = NatsServer.startWithPassword("app", "secret")) {
			ApplicationContextRunner onServer = on(server.url()).withPropertyValues("dual-stream.nats.username=app");
			assertWorks(onServer.withPropertyValues("dual-stream.nats.password=secret"));
			assertRefused(onServer.withPropertyValues("dual-stream.nats.password=wrong"), "dual-stream.nats.username");
		}
	}

	@Test
	void aTokenOpensTheLogAndAWrongOneOrNoneIsNamed() {
		try (NatsServer server = NatsServer.start("authorization { token: \"t0k3n\" }")) {
			assertWorks(on(server.url()).withPropertyValues("dual-stream.nats.token=t0k3n"));
			assertRefused(on(server.url()).withPropertyValues("dual-stream.nats.token=other"), "token");
			assertRefused(on(server.url()), "token");
		}
	}

	@Test
	void aCredentialsFileOpensTheLogAndThatOfAnotherOperatorIsNamed(@TempDir Path folder, @TempDir Path otherFolder)
			throws Exception {
		NatsOperator operator = new NatsOperator();
		try (NatsServer server = NatsServer.start(operator.configuration())) {
			assertWorks(on(server.url())
				.withPropertyValues("dual-stream.nats.credentials=" + operator.credentials(folder)));
			assertRefused(
					on(server.url()).withPropertyValues(
							"dual-stream.nats.credentials=" + new NatsOperator().credentials(otherFolder)),
					"or credentials");
		}
	}

	@Test
	void aBundleThatTrustsTheServerOpensTheLogAndTheLackOfOneIsNamed(@TempDir Path folder, @TempDir Path otherFolder)
			throws Exception {
		TestCertificate certificate = TestCertificate.in(folder);
		try (NatsServer server = NatsServer.start("tls { cert_file: \"%s\", key_file: \"%s\" }"
			.formatted(certificate.certificate(), certificate.key()))) {
			assertWorks(trusting(certificate, server));
			assertRefused(on(server.url()), "dual-stream.nats.ssl.bundle");
			assertRefused(trusting(TestCertificate.in(otherFolder), server), "dual-stream.nats.ssl.bundle");
		}
	}

	private ApplicationContextRunner trusting(TestCertificate certificate, NatsServer server) {
		return on(server.url()).withPropertyValues("dual-stream.nats.ssl.bundle=nats",
				"spring.ssl.bundle.pem.nats.truststore.certificate=file:" + certificate.certificate());
	}

	@Test
	void whenTheBundleDoesNotExistThenTheStartFailsAndNamesTheProperty() {
		on("nats://127.0.0.1:1").withPropertyValues("dual-stream.nats.ssl.bundle=missing")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.nats.ssl.bundle")
				.hasMessageContaining("missing"));
	}

	@Test
	void whenJetStreamIsOffThenThePublisherSaysHowToSwitchItOn() {
		try (NatsServer server = NatsServer.startWithoutJetStream()) {
			assertRefused(on(server.url()), "start it with --jetstream");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 400 Bad Request\r\n\r\n", "+PONG\r\n", "\0\0\0\0", "" })
	void whenSomethingElseAnswersThenTheServerIsNamed(String greeting) throws IOException {
		try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			Thread greeter = new Thread(() -> greet(other, greeting));
			greeter.start();
			assertRefused(on("nats://127.0.0.1:" + other.getLocalPort()), "dual-stream.nats.server");
		}
	}

	private static void greet(ServerSocket other, String greeting) {
		while (!other.isClosed()) {
			try (Socket client = other.accept()) {
				client.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
				client.getInputStream().transferTo(OutputStream.nullOutputStream());
			}
			catch (IOException ex) {
				logger.debug("The client has gone, as it should, or the test is over", ex);
			}
		}
	}

	@Test
	void whenRedisIsAtThatAddressThenTheServerIsNamed() {
		try (RedisServer server = RedisServer.start()) {
			assertRefused(on("nats://127.0.0.1:" + server.port()), "dual-stream.nats.server");
		}
	}

	@Test
	void whenAnotherStreamHasTheNameOfTheTopicThenItsSubjectsAreShownAndItIsLeftAlone() throws Exception {
		try (NatsServer server = NatsServer.start(); Connection other = Nats.connect(server.url())) {
			other.jetStreamManagement()
				.addStream(StreamConfiguration.builder().name("events").subjects("something.>").build());
			on(server.url()).run((context) -> {
				assertThat(context).hasNotFailed();
				assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> publish(context))
					.withMessageContaining("something.>")
					.withMessageContaining("events.0.>");
				assertThatExceptionOfType(TopicAdministrationException.class)
					.isThrownBy(() -> context.getBean(Topics.class).plan(TopicStrategy.CREATE_OR_UPDATE))
					.withMessageContaining("something.>");
				assertThat(other.jetStreamManagement().getStreamInfo("events").getConfiguration().getSubjects())
					.containsExactly("something.>");
			});
		}
	}

	@Test
	void whenAnotherStreamHasTheSubjectsOfTheTopicThenTheTopicIsNotCreatedAndThatIsSaid() throws Exception {
		try (NatsServer server = NatsServer.start(); Connection other = Nats.connect(server.url())) {
			other.jetStreamManagement()
				.addStream(StreamConfiguration.builder().name("everything").subjects("events.>").build());
			on(server.url()).run((context) -> {
				Topics topics = context.getBean(Topics.class);
				assertThat(topics.apply(topics.plan(TopicStrategy.CREATE_ONLY))).first()
					.satisfies((outcome) -> assertThat(outcome.failure()).hasMessageContaining("'events'")
						.hasMessageContaining("overlap"));
				assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> publish(context))
					.withMessageContaining("Topic 'events' does not exist");
			});
		}
	}

	@Test
	void whenTheUserMayNotPublishThenTheOutcomeIsUnknownAndSaysThatItIsNotAllowed() {
		try (NatsServer server = NatsServer.start("""
				authorization {
				  users: [ { user: app, password: secret, permissions: { publish: { deny: "events.>" } } } ]
				}""")) {
			on(server.url()).withPropertyValues("dual-stream.nats.username=app", "dual-stream.nats.password=secret")
				.run((context) -> assertThatExceptionOfType(UnknownOutcomeException.class)
					.isThrownBy(() -> publish(context))
					.withMessageContaining("does not allow this user")
					.withMessageContaining("events."));
		}
	}

	private ApplicationContextRunner on(String url) {
		return this.runner.withPropertyValues("dual-stream.nats.server=" + url);
	}

	private static void assertWorks(ApplicationContextRunner runner) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			publish(context);
			await().atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(context.getBean(Application.class).handled).contains("book"));
			assertThat(health(context, "dualStreamNatsLogHealth").getStatus()).isEqualTo(Status.UP);
			assertThat(health(context, "dualStreamNatsBusHealth").getStatus()).isEqualTo(Status.UP);
		});
	}

	private static void assertRefused(ApplicationContextRunner runner, String named) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
				Health log = health(context, "dualStreamNatsLogHealth");
				assertThat(log.getStatus()).isEqualTo(Status.DOWN);
				assertThat(log.getDetails().get("error")).asString().contains(named);
			});
			assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> publish(context))
				.withMessageContaining(named);
		});
	}

	private static void publish(AssertableApplicationContext context) {
		context.getBean(DualStreamPublisher.class).publish(EVENT);
	}

	private static Health health(AssertableApplicationContext context, String name) {
		return context.getBean(name, HealthPart.class).indicator().health();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final Queue<String> handled = new ConcurrentLinkedQueue<>();

		@Bean
		Shipping shipping() {
			return new Shipping(this.handled);
		}

	}

	static class Shipping {

		private final Queue<String> handled;

		Shipping(Queue<String> handled) {
			this.handled = handled;
		}

		@DualStreamListener(sourceTypes = "order", types = "order.placed")
		void ship(String item) {
			this.handled.add(item);
		}

	}

}
