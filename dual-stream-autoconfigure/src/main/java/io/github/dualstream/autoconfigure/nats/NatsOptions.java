package io.github.dualstream.autoconfigure.nats;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.nats.client.Nats;
import io.nats.client.Options;

import org.springframework.boot.ssl.SslBundle;

/**
 * Options of the connections: addresses, credentials and TLS, and what customizers add.
 */
final class NatsOptions implements Supplier<Options.Builder> {

	private final NatsConnectionDetails details;

	private final List<NatsConnectionCustomizer> customizers;

	NatsOptions(NatsConnectionDetails details, List<NatsConnectionCustomizer> customizers) {
		this.details = details;
		this.customizers = customizers;
		requireValidServers();
	}

	private void requireValidServers() {
		try {
			new Options.Builder().servers(this.details.getServers().toArray(String[]::new)).build();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPropertyException("dual-stream.nats.server", String.join(",", this.details.getServers()),
					"is not a list of URLs: " + ex.getMessage(),
					"Set it to the URLs of servers, separated by commas, such as nats://localhost:4222.");
		}
	}

	@Override
	public Options.Builder get() {
		Options.Builder options = new Options.Builder().servers(this.details.getServers().toArray(String[]::new));
		authenticate(options);
		SslBundle bundle = this.details.getSslBundle();
		if (bundle != null) {
			options.sslContext(bundle.createSslContext());
		}
		this.customizers.forEach((customizer) -> customizer.customize(options));
		return options;
	}

	private void authenticate(Options.Builder options) {
		String username = this.details.getUsername();
		if (username != null) {
			options.userInfo(username.toCharArray(),
					Objects.requireNonNullElse(this.details.getPassword(), "").toCharArray());
		}
		String token = this.details.getToken();
		if (token != null) {
			options.token(token.toCharArray());
		}
		String credentials = this.details.getCredentials();
		if (credentials != null) {
			if (!Files.isReadable(Path.of(credentials))) {
				throw new InvalidPropertyException("dual-stream.nats.credentials", credentials,
						"is not a file that can be read", "Set it to the path of a credentials file of NATS.");
			}
			options.authHandler(Nats.credentials(credentials));
		}
	}

}
