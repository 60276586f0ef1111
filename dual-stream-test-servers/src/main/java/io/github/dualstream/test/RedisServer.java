package io.github.dualstream.test;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A real redis-server process that can be killed and stopped like one.
 * <p>
 * It listens on one port of 127.0.0.1 for all its life, keeps nothing on disk, and ends
 * with this JVM, however that ends (on Windows: unless that is killed). The binary is
 * that of embedded-redis (6.2 on Linux and macOS, 5.0 on Windows), so that a test uses
 * the same Redis on every machine; if it does not run, the {@code redis-server} on the
 * PATH is used.
 */
public final class RedisServer extends TestServer {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

	private static final Duration PING_TIMEOUT = Duration.ofSeconds(1);

	private static final String ASKS_FOR_PASSWORD = "-NOAU";

	private final int port;

	private RedisServer(ServerFolder folder, Path binary, int port, List<String> arguments) {
		super(new ServerProcess("Redis", folder, command(folder, binary, port, arguments)));
		this.port = port;
	}

	private static List<String> command(ServerFolder folder, Path binary, int port, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(binary.toString());
		command.addAll(List.of("--bind", FreePort.HOST, "--port", Integer.toString(port)));
		command.addAll(List.of("--dir", folder.path().toString(), "--save", "", "--appendonly", "no"));
		command.addAll(arguments);
		return command;
	}

	/**
	 * Starts a server and waits until it answers.
	 * @param arguments more arguments of redis-server, such as {@code "--maxmemory",
	 * "1mb"}; they override the defaults. Bind address and port must stay as they are
	 * @return the running server
	 */
	public static RedisServer start(String... arguments) {
		RedisServer server = launch(arguments);
		server.closeAtExit();
		return server;
	}

	/**
	 * Starts the {@code redis-server} on the PATH, for a test of features that the
	 * bundled one does not have, and waits until it answers.
	 * @param arguments more arguments of redis-server
	 * @return the running server
	 * @throws IllegalStateException if there is none
	 */
	public static RedisServer startInstalled(String... arguments) {
		Path binary = RedisBinary.installed()
			.orElseThrow(() -> new IllegalStateException("There is no redis-server on the PATH: install one"));
		RedisServer server = launch(ServerFolder.create("redis"), binary, arguments);
		server.closeAtExit();
		return server;
	}

	/**
	 * Returns the version of the {@code redis-server} on the PATH, such as 7.
	 * @return the major version, or 0 if there is none
	 */
	public static int installedMajorVersion() {
		return RedisBinary.installed().map(RedisBinary::majorVersion).orElse(0);
	}

	/**
	 * Starts a server that the caller closes when the JVM exits.
	 */
	static RedisServer launch(String... arguments) {
		ServerFolder folder = ServerFolder.create("redis");
		return launch(folder, RedisBinary.find(folder), arguments);
	}

	private static RedisServer launch(ServerFolder folder, Path binary, String... arguments) {
		RedisServer server = new RedisServer(folder, binary, FreePort.pick(), List.of(arguments));
		server.startOrClose();
		return server;
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

	@Override
	void awaitReady(ServerProcess process) {
		process.awaitReady(this::answers, START_TIMEOUT);
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
