package io.github.dualstream.harness;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Connection through the proxy: the client's, and the proxy's own to the server.
 */
final class ProxiedConnection {

	private final Socket client;

	private final Socket server;

	private final LinkDirection request;

	private final LinkDirection response;

	private final Consumer<ProxiedConnection> closed;

	private final AtomicInteger directions = new AtomicInteger(2);

	private volatile boolean halfOpen;

	ProxiedConnection(Socket client, Socket server, LinkConditions conditions, Consumer<ProxiedConnection> closed) {
		this.client = client;
		this.server = server;
		this.request = new LinkDirection(client, server, conditions, this::lost, this::ended);
		this.response = new LinkDirection(server, client, conditions, this::lost, this::ended);
		this.closed = closed;
	}

	void start() throws IOException {
		this.client.setTcpNoDelay(true);
		this.server.setTcpNoDelay(true);
		this.request.start();
		this.response.start();
	}

	/**
	 * Closes the connection to the server without notifying the client.
	 */
	void loseServer() {
		this.halfOpen = true;
		reset(this.server);
	}

	/**
	 * Ends a half-open connection, as the next packet would.
	 */
	void heal() {
		if (this.halfOpen) {
			reset();
		}
	}

	void reset() {
		reset(this.client);
		reset(this.server);
		this.request.stop();
		this.response.stop();
		this.closed.accept(this);
	}

	private void lost() {
		if (!this.halfOpen) {
			reset();
		}
	}

	/** Called at the end of a direction, which may be long before that of the other. */
	private void ended() {
		if (this.directions.decrementAndGet() == 0) {
			close(this.client);
			close(this.server);
			this.closed.accept(this);
		}
	}

	private static void reset(Socket socket) {
		try {
			// with RST instead of FIN, and without waiting
			socket.setSoLinger(true, 0);
		}
		catch (IOException ex) {
			// is closed already
		}
		close(socket);
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new IllegalStateException("Failed to close a connection through the proxy", ex);
		}
	}

}
