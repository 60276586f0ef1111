package io.github.dualstream.transport.nats;

import java.util.function.Supplier;

import io.github.dualstream.schedule.Threads;
import io.nats.client.Options;

/**
 * Connections to NATS, one for each direction of use: the log and the bus do not share
 * one, so that a full buffer of one does not hold up the other. Thread-safe.
 */
public final class NatsConnections {

	private final Supplier<Options.Builder> options;

	private final Threads threads;

	/**
	 * Create the connections. None is opened before it is used.
	 * @param options supplier of new options with servers, credentials and TLS; names,
	 * listeners, timeouts and buffers of the connections are set here
	 * @param threads threads of the application
	 */
	public NatsConnections(Supplier<Options.Builder> options, Threads threads) {
		this.options = options;
		this.threads = threads;
	}

	/**
	 * Create a connection, which {@link NatsClient#start()} opens in the background.
	 * @param name name of the connection, as the server displays it
	 * @param buffer number of bytes to keep while the connection is lost; 0 to refuse
	 * them
	 * @param listener listener for the state of the connection
	 * @return the connection, to be closed
	 */
	NatsClient client(String name, long buffer, NatsClient.Listener listener) {
		return new NatsClient(name, this.options.get().reconnectBufferSize(buffer), listener,
				this.threads.scheduler(name));
	}

}
