package io.github.dualstream.autoconfigure.nats;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Details required to connect to NATS.
 */
public interface NatsConnectionDetails extends ConnectionDetails {

	/**
	 * URLs of the servers.
	 * @return the URLs, at least one
	 */
	List<String> getServers();

	/**
	 * Name of the user.
	 * @return the name; {@code null} for none
	 */
	default @Nullable String getUsername() {
		return null;
	}

	/**
	 * Password of the user.
	 * @return the password; {@code null} for none
	 */
	default @Nullable String getPassword() {
		return null;
	}

	/**
	 * Token, instead of a user.
	 * @return the token; {@code null} for none
	 */
	default @Nullable String getToken() {
		return null;
	}

	/**
	 * Path of a credentials file, instead of a user.
	 * @return the path; {@code null} for none
	 */
	default @Nullable String getCredentials() {
		return null;
	}

	/**
	 * SSL bundle of the connections.
	 * @return the bundle; {@code null} for none
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
