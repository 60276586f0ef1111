package io.github.dualstream.test;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.condition.EnabledIf;

/**
 * A real nats-server process, with or without JetStream, that can be killed and stopped
 * like one.
 * <p>
 * It listens on one port of 127.0.0.1 for all its life, keeps its streams in a temporary
 * folder while it is killed and restarted, and ends with this JVM, however that ends (on
 * Windows: unless that is killed). The program is the {@code nats-server} on the PATH, or
 * that of a Debian package, which is not on everybody's PATH.
 */
public final class NatsServer extends TestServer {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

	private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);

	private static final Path DEBIAN = Path.of("/usr/sbin/nats-server");

	private final int port;

	private NatsServer(ServerFolder folder, Path binary, int port) {
		super(new ServerProcess("NATS", folder,
				List.of(binary.toString(), "--config", folder.resolve("nats.conf").toString())));
		this.port = port;
	}

	/**
	 * Starts a server with JetStream and waits until it answers.
	 * @param settings further lines of its configuration, such as
	 * {@code "max_payload: 2MB"}
	 * @return the running server
	 * @throws IllegalStateException if no nats-server is installed
	 */
	public static NatsServer start(String... settings) {
		NatsServer server = launch(settings);
		server.closeAtExit();
		return server;
	}

	/**
	 * Starts a server without JetStream and waits until it answers.
	 * @param settings further lines of its configuration
	 * @return the running server
	 * @throws IllegalStateException if no nats-server is installed
	 */
	public static NatsServer startWithoutJetStream(String... settings) {
		NatsServer server = launch(ServerFolder.create("nats"), List.of(settings));
		server.closeAtExit();
		return server;
	}

	/**
	 * Starts a server that only this user may use, with JetStream.
	 * @param user name of the user
	 * @param password password of the user
	 * @return the running server
	 * @throws IllegalStateException if no nats-server is installed
	 */
	public static NatsServer startWithPassword(String user, String password) {
		return start("authorization { user: \"%s\", password: \"%s\" }".formatted(user, password));
	}

	/**
	 * Starts a server that the caller closes when the JVM exits.
	 */
	static NatsServer launch(String... settings) {
		ServerFolder folder = ServerFolder.create("nats");
		String store = folder.resolve("jetstream").toString().replace('\\', '/');
		return launch(folder,
				Stream.concat(Stream.of("jetstream { store_dir: \"" + store + "\" }"), Arrays.stream(settings))
					.toList());
	}

	private static NatsServer launch(ServerFolder folder, List<String> settings) {
		int port = FreePort.pick();
		folder.write("nats.conf",
				"listen: \"" + FreePort.HOST + ":" + port + "\"\n" + String.join("\n", settings) + "\n");
		NatsServer server = new NatsServer(folder, binary(folder), port);
		server.startOrClose();
		return server;
	}

	/**
	 * Whether a nats-server is installed. Tests are skipped without one by
	 * {@code @EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")}.
	 * @return {@code false} if {@link #start} would fail for that reason
	 */
	public static boolean isInstalled() {
		return binary().isPresent();
	}

	private static Optional<Path> binary() {
		return onPath().or(() -> Optional.of(DEBIAN).filter(Files::isExecutable));
	}

	private static Path binary(ServerFolder folder) {
		return binary().orElseThrow(() -> {
			folder.delete();
			return new IllegalStateException("No nats-server is on the PATH: install one (Debian and Ubuntu: "
					+ "apt-get install nats-server), or have a container engine run it");
		});
	}

	private static Optional<Path> onPath() {
		return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map((folder) -> Path.of(folder, "nats-server"))
			.filter(Files::isExecutable)
			.findFirst();
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
	 * Returns the URL for clients.
	 * @return the URL, such as {@code nats://127.0.0.1:14222}
	 */
	public String url() {
		return "nats://" + FreePort.HOST + ":" + this.port;
	}

	@Override
	void awaitReady(ServerProcess process) {
		process.awaitReady(this::answers, START_TIMEOUT);
	}

	/**
	 * Whether it greets a client, which it does once its streams are recovered.
	 */
	private boolean answers() {
		try (Socket socket = FreePort.connect(this.port, ANSWER_TIMEOUT)) {
			socket.setSoTimeout((int) ANSWER_TIMEOUT.toMillis());
			BufferedReader reader = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
			String greeting = reader.readLine();
			return greeting != null && greeting.startsWith("INFO ");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
