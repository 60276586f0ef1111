package io.github.dualstream.autoconfigure.nats;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of the connections to NATS.
 *
 * @param server URLs of the servers, comma-separated.
 * @param username Name of the user.
 * @param password Password of the user.
 * @param token Token, instead of a user.
 * @param credentials Path of a credentials file with JWT and seed, instead of a user.
 * @param replicas Number of replicas of leases and committed offsets of consumer groups.
 * Set it to 3 in a cluster.
 * @param ssl TLS.
 */
@ConfigurationProperties("dual-stream.nats")
record NatsProperties(@DefaultValue("nats://localhost:4222") String server, @Nullable String username,
		@Nullable String password, @Nullable String token, @Nullable String credentials,
		@DefaultValue("1") int replicas, @DefaultValue Ssl ssl) {

	NatsProperties {
		PropertyRules.requireAtLeast("dual-stream.nats.replicas", 1, replicas);
		if (server.isBlank()) {
			throw new InvalidPropertyException("dual-stream.nats.server", server, "is empty",
					"Set it to the URL of a server such as nats://localhost:4222.");
		}
		if (username == null && password != null) {
			throw new InvalidPropertyException("dual-stream.nats.password", "******", "has no user",
					"Set 'dual-stream.nats.username', too.");
		}
		if (username != null && password == null) {
			throw new InvalidPropertyException("dual-stream.nats.username", username, "has no password",
					"Set 'dual-stream.nats.password', too.");
		}
		requireOneOf(username, token, credentials);
	}

	private static void requireOneOf(@Nullable String username, @Nullable String token, @Nullable String credentials) {
		if (token != null && (username != null || credentials != null)) {
			throw new InvalidPropertyException("dual-stream.nats.token", "******",
					"is set beside a user or a credentials file", "Remove all but one of them.");
		}
		if (credentials != null && username != null) {
			throw new InvalidPropertyException("dual-stream.nats.credentials", credentials, "is set beside a user",
					"Remove one of them.");
		}
	}

	/**
	 * TLS.
	 *
	 * @param bundle Name of the SSL bundle. Without one, TLS is used if the URL begins
	 * with "tls://".
	 */
	record Ssl(@Nullable String bundle) {

	}

}
