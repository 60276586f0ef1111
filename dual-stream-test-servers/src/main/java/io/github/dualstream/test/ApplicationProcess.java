package io.github.dualstream.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Spring Boot application with a web server, in a JVM of its own with this JVM's class
 * path, so that a test can kill and stop it like one in production.
 * <p>
 * It listens on one port of 127.0.0.1 for all its life, and ends with this JVM, however
 * that ends (on Windows: unless that is killed).
 */
public final class ApplicationProcess extends TestServer {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

	private final int port;

	private ApplicationProcess(ServerFolder folder, int port, List<String> command, String name,
			Map<String, String> environment) {
		super(new ServerProcess(name, folder, command, environment));
		this.port = port;
	}

	/**
	 * Starts an application and waits until its port is open.
	 * @param mainClass a class with a {@code main} method that runs a Spring Boot
	 * application
	 * @param jvmOptions options of its JVM, such as {@code -Xmx256m}
	 * @param properties its properties, which override its configuration files;
	 * {@code server.port} and {@code server.address} are set
	 * @return the running application
	 */
	public static ApplicationProcess start(Class<?> mainClass, List<String> jvmOptions,
			Map<String, String> properties) {
		return start(mainClass, jvmOptions, properties, Map.of());
	}

	/**
	 * Starts an application with environment variables and waits until its port is open.
	 * @param mainClass a class with a {@code main} method that runs a Spring Boot
	 * application
	 * @param jvmOptions options of its JVM
	 * @param properties its properties, which override its configuration files
	 * @param environment variables beside those of this JVM
	 * @return the running application
	 */
	public static ApplicationProcess start(Class<?> mainClass, List<String> jvmOptions, Map<String, String> properties,
			Map<String, String> environment) {
		ServerFolder folder = ServerFolder.create("application");
		int port = FreePort.pick();
		List<String> arguments = new ArrayList<>();
		properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
		arguments.addAll(List.of("--server.address=" + FreePort.HOST, "--server.port=" + port));
		ApplicationProcess application = new ApplicationProcess(folder, port,
				JavaCommand.of(folder, jvmOptions, mainClass, arguments), mainClass.getSimpleName(), environment);
		application.startOrClose();
		application.closeAtExit();
		return application;
	}

	/**
	 * Returns the port that the application listens on. It does not change.
	 * @return the port on 127.0.0.1
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Asks the application to end (SIGTERM) and waits until it has. Not on Windows.
	 * @param timeout maximum time to wait
	 * @return its exit code; 143 on Linux and macOS if it ended for this reason
	 * @throws IllegalStateException when it takes longer, with the end of its output
	 */
	public int terminate(Duration timeout) {
		return process().terminate(timeout);
	}

	/**
	 * Returns the application's standard output and error since its first start. Not
	 * available after its close.
	 * @return the text
	 */
	public String output() {
		return process().output();
	}

	@Override
	void awaitReady(ServerProcess process) {
		process.awaitReady(() -> FreePort.isOpen(this.port), START_TIMEOUT);
	}

}
