package io.github.dualstream.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loopback ports that a server can keep while it is killed and restarted.
 */
final class FreePort {

	static final String HOST = "127.0.0.1";

	// Below the ephemeral ranges: while the server is down, no outgoing connection may
	// take its port, nor a reconnecting client connect to itself. The same goes for the
	// port of Redis' cluster bus, which lies 10 000 higher.
	private static final int FIRST = 10_000;

	private static final int COUNT = 10_000;

	private static final int ATTEMPTS = 1_000;

	private static final AtomicInteger next = new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

	private FreePort() {
	}

	static int pick() {
		for (int i = 0; i < ATTEMPTS; i++) {
			int port = FIRST + Math.floorMod(next.getAndIncrement(), COUNT);
			if (isFree(port)) {
				return port;
			}
		}
		throw new IllegalStateException("No free port on " + HOST + " from " + FIRST + " to " + (FIRST + COUNT)
				+ ": stop servers that earlier runs left behind");
	}

	static boolean isOpen(int port) {
		try (Socket socket = connect(port, Duration.ofSeconds(1))) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	static Socket connect(int port, Duration timeout) throws IOException {
		Socket socket = new Socket();
		try {
			socket.connect(new InetSocketAddress(address(), port), (int) timeout.toMillis());
			return socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, address())) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	// not InetAddress.getLoopbackAddress(), which may be ::1
	static InetAddress address() throws IOException {
		return InetAddress.getByAddress(HOST, new byte[] { 127, 0, 0, 1 });
	}

}
