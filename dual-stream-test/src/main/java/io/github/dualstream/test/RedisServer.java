package io.github.dualstream.test;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A real redis-server process that can be killed and stopped like one.
 * <p>
 * It listens on one port of 127.0.0.1 for all its life, keeps nothing on disk, and ends
 * with this JVM, however that ends (on Windows: unless that is killed). The binary is the
 * one that embedded-redis carries (6.2 on Linux and macOS, 5.0 on Windows), so that a
 * test meets the same Redis on every machine; only where that does not run is it the
 * {@code redis-server} on the PATH.
 * <p>
 * All methods may be called by any thread. They throw {@link IllegalStateException}, with
 * the end of the server's log where there is one, when the server does not do what they
 * promise.
 */
public final class RedisServer implements AutoCloseable {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

	private static final Duration PING_TIMEOUT = Duration.ofSeconds(1);

	private static final String ASKS_FOR_PASSWORD = "-NOAU";

	private final int port;

	private final ServerProcess process;

	private RedisServer(List<String> arguments) {
		ServerFolder folder = ServerFolder.create("redis");
		this.port = FreePort.pick();
		List<String> command = new ArrayList<>();
		command.add(RedisBinary.find(folder).toString());
		command.addAll(List.of("--bind", FreePort.HOST, "--port", Integer.toString(this.port)));
		command.addAll(List.of("--dir", folder.path().toString(), "--save", "", "--appendonly", "no"));
		command.addAll(arguments);
		this.process = new ServerProcess("Redis", folder, command);
	}

	/**
	 * Starts a server and waits until it answers.
	 * @param arguments more arguments of redis-server, such as {@code "--maxmemory",
	 * "1mb"}; they win over the defaults. Bind address and port must stay as they are
	 * @return the running server
	 */
	public static RedisServer start(String... arguments) {
		RedisServer server = launch(arguments);
		server.process.closeAtExit();
		return server;
	}

	/**
	 * Starts a server that whoever calls this closes when the JVM exits.
	 */
	static RedisServer launch(String... arguments) {
		RedisServer server = new RedisServer(List.of(arguments));
		try {
			server.run();
			return server;
		}
		catch (RuntimeException ex) {
			server.close();
			throw ex;
		}
	}

	/**
	 * Returns the address that the server is bound to.
	 * @return 127.0.0.1
	 */
	public String host() {
		return FreePort.HOST;
	}

	/**
	 * Returns the port. It does not change.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Kills the server (SIGKILL) and waits until it is gone, with all that it held. Does
	 * nothing where it does not run.
	 */
	public void kill() {
		this.process.kill();
	}

	/**
	 * Stops the server (SIGSTOP): connections stay open and new ones are accepted by the
	 * operating system, nothing answers. Not on Windows.
	 */
	public void pause() {
		this.process.signal("STOP");
	}

	/**
	 * Lets a paused server run on (SIGCONT) and waits until it answers.
	 */
	public void resume() {
		this.process.signal("CONT");
		awaitReady();
	}

	/**
	 * Starts the server again, empty and on the same port, and waits until it answers.
	 * Kills it first where it still runs.
	 */
	public synchronized void restart() {
		this.process.kill();
		run();
	}

	/**
	 * Tells whether the server's process exists. A paused one does.
	 * @return whether it runs
	 */
	public boolean isRunning() {
		return this.process.isRunning();
	}

	/**
	 * Kills the server. It cannot be restarted afterwards.
	 */
	@Override
	public void close() {
		this.process.close();
	}

	long pid() {
		return this.process.pid();
	}

	private void run() {
		this.process.start();
		awaitReady();
	}

	private void awaitReady() {
		this.process.awaitReady(this::answers, START_TIMEOUT);
	}

	private boolean answers() {
		try (Socket socket = FreePort.connect(this.port, PING_TIMEOUT)) {
			socket.setSoTimeout((int) PING_TIMEOUT.toMillis());
			socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
			return answer.equals("+PONG") || answer.equals(ASKS_FOR_PASSWORD);
		}
		catch (IOException ex) {
			return false;
		}
	}

}
