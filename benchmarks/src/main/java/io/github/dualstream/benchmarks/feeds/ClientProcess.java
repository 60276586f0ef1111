package io.github.dualstream.benchmarks.feeds;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

/**
 * Clients in a process of their own.
 */
final class ClientProcess implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	private final Process process;

	private final PrintStream input;

	private final BufferedReader output;

	private ClientProcess(Process process) {
		this.process = process;
		this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
		this.output = process.inputReader(StandardCharsets.US_ASCII);
	}

	/**
	 * Start clients; they do not connect yet.
	 * @param port of the server
	 * @param paths what each of them asks for
	 * @param frozen how many of them, the first ones, never read
	 * @param sequential whether each follows the one source
	 * @return the running process
	 */
	static ClientProcess start(int port, List<String> paths, int frozen, boolean sequential) throws IOException {
		Path file = Files.write(Files.createTempFile("clients", ".txt"), paths);
		file.toFile().deleteOnExit();
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", StreamClients.class.getName(), Integer.toString(port),
				file.toString(), Integer.toString(frozen), Boolean.toString(sequential))
			.redirectError(ProcessBuilder.Redirect.INHERIT);
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path") + File.pathSeparator);
		return new ClientProcess(builder.start());
	}

	void connect() throws IOException {
		tell("connect", "connected");
	}

	void drop() throws IOException {
		tell("drop", "dropped");
	}

	/**
	 * Wait for so many deliveries since the last call, or until the time is over.
	 */
	Delivered await(long deliveries, Duration atMost) throws IOException {
		this.input.println("await " + deliveries + " " + atMost.toMillis());
		return JSON.readValue(answer(), Delivered.class);
	}

	private void tell(String command, String answer) throws IOException {
		this.input.println(command);
		expect(answer);
	}

	private void expect(String answer) throws IOException {
		String line = answer();
		if (!line.equals(answer)) {
			throw new IOException("The clients answered '" + line + "' and not '" + answer + "'");
		}
	}

	private String answer() throws IOException {
		String line = this.output.readLine();
		if (line == null) {
			throw new IOException("The clients have ended");
		}
		return line;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
