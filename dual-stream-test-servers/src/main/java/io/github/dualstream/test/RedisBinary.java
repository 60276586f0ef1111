package io.github.dualstream.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import redis.embedded.core.ExecutableProvider;

/**
 * Finds a redis-server that runs on this machine.
 */
final class RedisBinary {

	private static final Pattern MAJOR_VERSION = Pattern.compile("v=(\\d+)\\.");

	private RedisBinary() {
	}

	/**
	 * Returns the bundled program, so that a test uses the same Redis everywhere,
	 * otherwise the installed one.
	 */
	static Path find(ServerFolder folder) {
		return ServerProcess.withoutForks(() -> carried(folder).or(RedisBinary::installed))
			.orElseThrow(() -> new IllegalStateException("No redis-server runs here: the one in embedded-redis is not "
					+ "for this platform or misses a library (on Linux: OpenSSL 3, libssl3), and none is on the PATH. "
					+ "Install either of the two"));
	}

	/**
	 * Returns the program on the PATH.
	 */
	static Optional<Path> installed() {
		return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map((folder) -> Path.of(folder, "redis-server"))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/**
	 * Returns its major version.
	 */
	static int majorVersion(Path binary) {
		try {
			Process process = new ProcessBuilder(binary.toString(), "--version").start();
			String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			Matcher matcher = MAJOR_VERSION.matcher(version);
			return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot run " + binary, ex);
		}
	}

	private static Optional<Path> carried(ServerFolder folder) {
		try {
			Path binary = ExecutableProvider.newJarResourceProvider(folder.path().toFile()).get().toPath();
			return runs(binary) ? Optional.of(binary) : Optional.empty();
		}
		catch (IOException | RuntimeException ex) {
			return Optional.empty();
		}
	}

	private static boolean runs(Path binary) throws IOException {
		Process process = new ProcessBuilder(binary.toString(), "--version")
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			return process.waitFor() == 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
