package io.github.dualstream.autoconfigure.nats;

import java.util.List;
import java.util.Map;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.test.NatsServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.lifecycle.DockerComposeServicesReadyEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NatsContainerConnectionDetailsFactory} and
 * {@link NatsDockerComposeConnectionDetailsFactory}. The server is a process of this
 * machine; what an engine would say of its container is made up.
 */
@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsServiceConnectionTests {

	private static final Map<String, String> USER = Map.of("NATS_USER", "app", "NATS_PASSWORD", "secret");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.application.name=shop", "dual-stream.transport.log=nats",
				"dual-stream.transport.bus=nats", "dual-stream.nats.server=nats://127.0.0.1:1");

	@Test
	void whenAContainerIsAServiceConnectionThenLogAndBusAreInIt() {
		try (NatsServer server = NatsServer.start()) {
			withContainer(server, Map.of()).run(NatsServiceConnectionTests::assertThatItPublishes);
		}
	}

	@Test
	void whenTheContainerHasCredentialsThenTheyAreUsed() {
		try (NatsServer server = NatsServer.startWithPassword("app", "secret")) {
			withContainer(server, USER).run(NatsServiceConnectionTests::assertThatItPublishes);
		}
	}

	@Test
	void whenDockerComposeRunsNatsThenLogAndBusAreInIt() {
		try (NatsServer server = NatsServer.start()) {
			withService("nats:2.12.1-alpine", server, Map.of()).run(NatsServiceConnectionTests::assertThatItPublishes);
		}
	}

	@Test
	void whenTheServiceOfDockerComposeHasAUserThenItIsUsed() {
		try (NatsServer server = NatsServer.startWithPassword("app", "secret")) {
			withService("nats", server, USER).run(NatsServiceConnectionTests::assertThatItPublishes);
		}
	}

	@Test
	void whenTheServiceOfDockerComposeHasATokenThenItIsUsed() {
		try (NatsServer server = NatsServer.start("authorization { token: \"t0k3n\" }")) {
			withService("nats", server, Map.of("NATS_TOKEN", "t0k3n"))
				.run(NatsServiceConnectionTests::assertThatItPublishes);
		}
	}

	@Test
	void whenDockerComposeRunsSomethingElseThenThePropertiesApply() {
		try (NatsServer server = NatsServer.start()) {
			withService("rabbitmq", server, Map.of())
				.run((context) -> assertThat(context.getBean(NatsConnectionDetails.class))
					.isInstanceOf(PropertiesNatsConnectionDetails.class));
		}
	}

	private static void assertThatItPublishes(ApplicationContext context) {
		NatsConnectionDetails details = context.getBean(NatsConnectionDetails.class);
		assertThat(details).isNotInstanceOf(PropertiesNatsConnectionDetails.class);
		assertThat(details.getSslBundle()).isNull();
		assertThat(NatsLogConfiguration.isForDevelopment(details)).isTrue();
		assertThat(context.getBean(DualStreamPublisher.class)
			.publish(Event.of("order", "1", "order.placed", "book"))
			.position()).isNotNull();
	}

	private ApplicationContextRunner withContainer(NatsServer server, Map<String, String> environment) {
		return this.runner.withUserConfiguration(ContainerConfiguration.class)
			.withBean(ServerWithEnvironment.class, () -> new ServerWithEnvironment(server, environment));
	}

	private ApplicationContextRunner withService(String image, NatsServer server, Map<String, String> environment) {
		RunningService service = new ComposeService("nats", ImageReference.of(image), server.host(), new PortOf(server),
				environment, Map.of());
		return this.runner.withInitializer((context) -> publishReady(context, service));
	}

	/** Says to Boot's listeners what Boot says once Docker Compose has started. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static void publishReady(ApplicationContext context, RunningService service) {
		DockerComposeServicesReadyEvent ready = BeanUtils.instantiateClass(
				BeanUtils.getResolvableConstructor(DockerComposeServicesReadyEvent.class), context, List.of(service));
		for (ApplicationListener listener : SpringFactoriesLoader.forDefaultResourceLocation()
			.load(ApplicationListener.class)) {
			Class<?> event = ResolvableType.forInstance(listener).as(ApplicationListener.class).resolveGeneric();
			if (DockerComposeServicesReadyEvent.class.equals(event)) {
				listener.onApplicationEvent(ready);
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class ContainerConfiguration {

		@Bean
		@ServiceConnection("nats")
		GenericContainer<?> container(ServerWithEnvironment process) {
			return new StartedContainer(process.server()).withEnv(process.environment());
		}

	}

	/** A container that is a process of this machine. */
	private static final class StartedContainer extends GenericContainer<StartedContainer> {

		private final NatsServer server;

		StartedContainer(NatsServer server) {
			super(DockerImageName.parse("nats"));
			this.server = server;
		}

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public String getHost() {
			return this.server.host();
		}

		@Override
		public Integer getMappedPort(int port) {
			assertThat(port).isEqualTo(4222);
			return this.server.port();
		}

	}

	private record ServerWithEnvironment(NatsServer server, Map<String, String> environment) {

	}

	private record ComposeService(String name, ImageReference image, String host, ConnectionPorts ports,
			Map<String, String> env, Map<String, String> labels) implements RunningService {

	}

	private record PortOf(NatsServer server) implements ConnectionPorts {

		@Override
		public int get(int containerPort) {
			assertThat(containerPort).isEqualTo(4222);
			return this.server.port();
		}

		@Override
		public List<Integer> getAll() {
			return List.of(this.server.port());
		}

		@Override
		public List<Integer> getAll(String protocol) {
			return getAll();
		}

	}

}
