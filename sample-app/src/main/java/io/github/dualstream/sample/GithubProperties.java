package io.github.dualstream.sample;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the sample knows about GitHub.
 *
 * @param webhookSecret secret that GitHub signs its deliveries with; without one, they
 * are not verified
 */
@ConfigurationProperties("sample.github")
record GithubProperties(@Nullable String webhookSecret) {

	@Override
	public String toString() {
		return "GithubProperties[webhookSecret=" + ((this.webhookSecret != null) ? "***" : "none") + "]";
	}

}
