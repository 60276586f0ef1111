package io.github.dualstream.autoconfigure.nats;

import io.nats.client.Options;

/**
 * Callback for the connections to NATS, for options that have no property. Names,
 * listeners, timeouts and buffers are those of dual-stream.
 */
@FunctionalInterface
public interface NatsConnectionCustomizer {

	/**
	 * Customize the options of a connection; called once for the log and once for the
	 * bus.
	 * @param options builder of the options
	 */
	void customize(Options.Builder options);

}
