package io.github.dualstream.autoconfigure.nats;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Credentials in the environment of a container of NATS. The server itself has no such
 * variables; the names are those of the {@code nats} command, and configuration files of
 * the server may refer to them.
 */
final class NatsEnvironment {

	private final Map<String, @Nullable String> variables;

	/**
	 * Create the environment.
	 * @param variables environment variables of the container
	 */
	NatsEnvironment(Map<String, @Nullable String> variables) {
		this.variables = variables;
	}

	/**
	 * Return the name of the user.
	 * @return value of {@code NATS_USER}; {@code null} for none
	 */
	@Nullable String username() {
		return this.variables.get("NATS_USER");
	}

	/**
	 * Return the password of the user.
	 * @return value of {@code NATS_PASSWORD}; {@code null} for none
	 */
	@Nullable String password() {
		return this.variables.get("NATS_PASSWORD");
	}

	/**
	 * Return the token.
	 * @return value of {@code NATS_TOKEN}; {@code null} for none
	 */
	@Nullable String token() {
		return this.variables.get("NATS_TOKEN");
	}

}
