package io.github.dualstream.autoconfigure.observation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Observations of publishes and handlers.
 *
 * @param convention Convention for names and attributes of observations.
 */
@ConfigurationProperties("dual-stream.observation")
record ObservationProperties(@DefaultValue("default") Convention convention) {

	/** Convention for names and attributes of observations. */
	enum Convention {

		/** Names of dual-stream, which the dashboard uses. */
		DEFAULT,
		/** OpenTelemetry's semantic conventions for messaging. */
		OPENTELEMETRY

	}

}
