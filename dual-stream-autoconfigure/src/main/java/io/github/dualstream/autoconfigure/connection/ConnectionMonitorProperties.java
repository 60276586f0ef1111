package io.github.dualstream.autoconfigure.connection;

import java.time.Duration;

import io.github.dualstream.autoconfigure.PropertyRules;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of the monitors of connections.
 *
 * @param enabled Whether to publish an application event of type ConnectionStateChanged
 * when the connection to the log or to the bus is lost, and when it is there again.
 * @param interval Interval between two probes of a connection.
 */
@ConfigurationProperties("dual-stream.connection-monitor")
record ConnectionMonitorProperties(@DefaultValue("false") boolean enabled, @DefaultValue("5s") Duration interval) {

	ConnectionMonitorProperties {
		PropertyRules.requirePositive("dual-stream.connection-monitor.interval", interval);
	}

}
