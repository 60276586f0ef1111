package io.github.dualstream.autoconfigure.nats;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/**
 * Factory of {@link NatsConnectionDetails} for a service of Docker Compose with the image
 * {@code nats}.
 */
final class NatsDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<NatsConnectionDetails> {

	private static final int PORT = 4222;

	NatsDockerComposeConnectionDetailsFactory() {
		super("nats");
	}

	@Override
	protected NatsConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new Details(source.getRunningService());
	}

	/**
	 * Connection details of a running service.
	 */
	private static final class Details extends DockerComposeConnectionDetails implements NatsConnectionDetails {

		private final List<String> servers;

		private final NatsEnvironment environment;

		private final @Nullable SslBundle sslBundle;

		Details(RunningService service) {
			super(service);
			this.servers = List.of("nats://" + service.host() + ":" + service.ports().get(PORT));
			this.environment = new NatsEnvironment(service.env());
			this.sslBundle = getSslBundle(service);
		}

		@Override
		public List<String> getServers() {
			return this.servers;
		}

		@Override
		public @Nullable String getUsername() {
			return this.environment.username();
		}

		@Override
		public @Nullable String getPassword() {
			return this.environment.password();
		}

		@Override
		public @Nullable String getToken() {
			return this.environment.token();
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

}
