package io.github.dualstream.autoconfigure.nats;

import java.util.HashMap;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;

/**
 * Factory of {@link NatsConnectionDetails} for a {@link GenericContainer} with
 * {@link ServiceConnection @ServiceConnection} and the image {@code nats}, or with the
 * name {@code nats} and another image.
 */
final class NatsContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, NatsConnectionDetails> {

	private static final int PORT = 4222;

	NatsContainerConnectionDetailsFactory() {
		super("nats");
	}

	@Override
	protected NatsConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new Details(source);
	}

	/**
	 * Connection details of a container, which is started when its port is asked for.
	 */
	private static final class Details extends ContainerConnectionDetails<Container<?>>
			implements NatsConnectionDetails {

		Details(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		@Override
		public List<String> getServers() {
			return List.of("nats://" + getContainer().getHost() + ":" + getContainer().getMappedPort(PORT));
		}

		@Override
		public @Nullable String getUsername() {
			return environment().username();
		}

		@Override
		public @Nullable String getPassword() {
			return environment().password();
		}

		@Override
		public @Nullable String getToken() {
			return environment().token();
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

		private NatsEnvironment environment() {
			return new NatsEnvironment(new HashMap<>(getContainer().getEnvMap()));
		}

	}

}
