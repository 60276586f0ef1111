package io.github.dualstream.autoconfigure.nats;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * Connection details by {@link NatsProperties}.
 */
final class PropertiesNatsConnectionDetails implements NatsConnectionDetails {

	private final NatsProperties properties;

	private final @Nullable SslBundle sslBundle;

	PropertiesNatsConnectionDetails(NatsProperties properties, @Nullable SslBundles bundles) {
		this.properties = properties;
		String bundle = properties.ssl().bundle();
		this.sslBundle = (bundle != null && bundles != null) ? bundles.getBundle(bundle) : null;
	}

	@Override
	public List<String> getServers() {
		return List
			.of(StringUtils.commaDelimitedListToStringArray(StringUtils.trimAllWhitespace(this.properties.server())));
	}

	@Override
	public @Nullable String getUsername() {
		return this.properties.username();
	}

	@Override
	public @Nullable String getPassword() {
		return this.properties.password();
	}

	@Override
	public @Nullable String getToken() {
		return this.properties.token();
	}

	@Override
	public @Nullable String getCredentials() {
		return this.properties.credentials();
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		return this.sslBundle;
	}

}
