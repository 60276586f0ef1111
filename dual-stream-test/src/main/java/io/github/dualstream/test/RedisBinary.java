package io.github.dualstream.test;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import redis.embedded.core.ExecutableProvider;

/**
 * Finds a redis-server that runs on this machine.
 */
final class RedisBinary {

	private RedisBinary() {
	}

	/**
	 * Returns the carried one, so that a test meets the same Redis everywhere, else the
	 * installed one.
	 */
	static Path find(ServerFolder folder) {
		return ServerProcess.withoutForks(() -> carried(folder).or(RedisBinary::installed))
			.orElseThrow(() -> new IllegalStateException("No redis-server runs here: the one in embedded-redis is not "
					+ "for this platform or misses a library (on Linux: OpenSSL 3, libssl3), and none is on the PATH. "
					+ "Install either of the two"));
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

	private static Optional<Path> installed() {
		return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map((folder) -> Path.of(folder, "redis-server"))
			.filter(Files::isExecutable)
			.findFirst();
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
