package io.github.dualstream.sample;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the sample knows about GitHub.
 *
 * @param webhookSecret secret that GitHub signs its deliveries with; without one, they
 * are not verified
 * @param maxBody largest body that is read; a larger event could not be published anyway
 */
@ConfigurationProperties("sample.github")
record GithubProperties(@Nullable String webhookSecret, @DefaultValue("1MB") DataSize maxBody) {

	@Override
	public String toString() {
		return "GithubProperties[webhookSecret=" + ((this.webhookSecret != null) ? "***" : "none") + ", maxBody="
				+ this.maxBody + "]";
	}

}
