package io.github.dualstream.benchmarks.startup;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.benchmarks.run.Figures;

/**
 * Starts the empty application in a JVM of its own.
 *
 * @param classPath that of an application on dual-stream's starter
 * @param properties where the servers are, of the form {@code name=value}
 */
record Starter(List<String> classPath, List<String> properties) {

	/** Written by the build. */
	private static final Path CLASS_PATH = Path.of("target", "starter.classpath");

	private static final Path OWN_CLASSES = Path.of("target", "classes");

	static Starter of(List<String> properties) throws IOException {
		return new Starter(List.of(Files.readString(CLASS_PATH).trim().split(File.pathSeparator)), properties);
	}

	Figures start(Variant variant) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT);
		builder.environment().put("CLASSPATH", classPath(variant));
		long startNanos = System.nanoTime();
		Process process = builder.start();
		try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
			expect(EmptyApplication.READY, output.readLine());
			long readyNanos = System.nanoTime();
			Figures figures = new Figures().with("ms until ready", (readyNanos - startNanos) / 1e6)
				.with("MB of heap in use", Long.parseLong(output.readLine()) / 1e6)
				.with("beans", Integer.parseInt(output.readLine()));
			if (process.waitFor() != 0) {
				throw new IllegalStateException(variant + " ended with exit code " + process.exitValue());
			}
			return figures;
		}
		finally {
			process.destroyForcibly();
		}
	}

	private String classPath(Variant variant) {
		List<String> entries = new ArrayList<>(variant.of(this.classPath));
		entries.add(0, OWN_CLASSES.toString());
		return String.join(File.pathSeparator, entries);
	}

	private List<String> command() {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
						"-XX:+UseSerialGC", EmptyApplication.class.getName()));
		this.properties.forEach((property) -> command.add("--" + property));
		return command;
	}

	private static void expect(String expected, String line) {
		if (!expected.equals(line)) {
			throw new IllegalStateException("The application did not become ready; it printed: " + line);
		}
	}

}
