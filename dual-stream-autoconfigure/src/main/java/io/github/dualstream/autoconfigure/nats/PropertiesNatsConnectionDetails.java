package io.github.dualstream.autoconfigure.nats;

import java.util.List;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
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
		this.sslBundle = (bundle != null) ? bundle(bundle, bundles) : null;
	}

	private static SslBundle bundle(String name, @Nullable SslBundles bundles) {
		try {
			if (bundles != null) {
				return bundles.getBundle(name);
			}
		}
		catch (NoSuchSslBundleException ex) {
			throw missing(name, String.valueOf(ex.getMessage()));
		}
		throw missing(name, "there are no bundles, as Spring Boot's SslAutoConfiguration is excluded");
	}

	private static InvalidPropertyException missing(String name, String reason) {
		return new InvalidPropertyException("dual-stream.nats.ssl.bundle", name, "is not an SSL bundle: " + reason,
				"Define it below 'spring.ssl.bundle', or remove the property.");
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
