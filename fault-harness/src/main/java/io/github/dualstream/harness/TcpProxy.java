package io.github.dualstream.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Proxy that forwards TCP connections to a server, over a link that a test can make slow,
 * silent or broken while connections are open.
 * <p>
 * It listens on one port of 127.0.0.1 until it is closed. Faults accumulate until
 * {@link #heal()}; they apply to existing and new connections, unless stated otherwise.
 * At most 4 MiB per connection and direction are in flight. Safe for use by several
 * threads.
 */
public final class TcpProxy implements AutoCloseable {

	private static final String HOST = "127.0.0.1";

	private static final byte[] ADDRESS = { 127, 0, 0, 1 };

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

	private final LinkConditions conditions = new LinkConditions();

	private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

	private final ServerSocket listener;

	private final InetSocketAddress target;

	private volatile boolean cut;

	private TcpProxy(ServerSocket listener, InetSocketAddress target) {
		this.listener = listener;
		this.target = target;
	}

	/**
	 * Starts a proxy. The server need not run yet: the proxy connects to it once for each
	 * of its clients.
	 * @param host host of the server
	 * @param port port of the server
	 * @return the running proxy
	 */
	public static TcpProxy to(String host, int port) {
		try {
			TcpProxy proxy = new TcpProxy(new ServerSocket(0, 0, InetAddress.getByAddress(ADDRESS)),
					new InetSocketAddress(host, port));
			Thread accept = new Thread(proxy::accept, "dual-stream-proxy-accept");
			accept.setDaemon(true);
			accept.start();
			return proxy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The proxy failed to listen on " + HOST, ex);
		}
	}

	/**
	 * Returns the address that the proxy listens on.
	 * @return 127.0.0.1
	 */
	public String host() {
		return HOST;
	}

	/**
	 * Returns the port. It does not change.
	 * @return the port
	 */
	public int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Returns the number of connections, including half-open ones.
	 * @return the current number
	 */
	public int connections() {
		return this.connections.size();
	}

	/**
	 * Delays every byte in both directions, without a limit of bytes in flight.
	 * @param delay delay, also of bytes in flight
	 */
	public void delay(Duration delay) {
		this.conditions.delay(delay);
	}

	/**
	 * Limits the bytes of each connection in each direction.
	 * @param bytesPerSecond maximum number of bytes per second, from 1
	 */
	public void throttle(long bytesPerSecond) {
		if (bytesPerSecond < 1) {
			throw new IllegalArgumentException("bytesPerSecond must be positive; blackHole() lets nothing pass");
		}
		this.conditions.throttle(bytesPerSecond);
	}

	/**
	 * Lets nothing pass: connections stay, new ones are accepted, and no byte flows
	 * either way until the link is healed.
	 */
	public void blackHole() {
		this.conditions.hold();
	}

	/**
	 * Resets all connections (RST), and every new one as soon as it is accepted.
	 */
	public void cut() {
		this.cut = true;
		this.connections.forEach(ProxiedConnection::reset);
	}

	/**
	 * Closes existing connections on the server's side only: they stay open for their
	 * clients, data that these send is lost, and nothing is answered. New connections
	 * work. {@link #heal()} resets the half-open ones.
	 */
	public void halfOpen() {
		this.connections.forEach(ProxiedConnection::loseServer);
	}

	/**
	 * Ends every fault. Data that was held back is forwarded.
	 */
	public void heal() {
		this.cut = false;
		this.conditions.heal();
		this.connections.forEach(ProxiedConnection::heal);
	}

	/**
	 * Stops listening and resets all connections.
	 */
	@Override
	public void close() {
		cut();
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Failed to close the proxy", ex);
		}
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try {
				connect(this.listener.accept());
			}
			catch (IOException ex) {
				// this client has gone, or the proxy closes
			}
		}
	}

	private void connect(Socket client) {
		Socket server = new Socket();
		ProxiedConnection connection = new ProxiedConnection(client, server, this.conditions, this.connections::remove);
		try {
			this.connections.add(connection);
			server.connect(this.target, (int) CONNECT_TIMEOUT.toMillis());
			connection.start();
			if (this.cut) {
				connection.reset();
			}
		}
		catch (IOException ex) {
			// the client sees that there is no server
			connection.reset();
		}
	}

}
