package io.github.dualstream.test;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.util.FileSystemUtils;

/**
 * The temporary folder of one server: its data, its configuration and its log.
 */
final class ServerFolder {

	private static final int TAIL = 4_000;

	private final Path path;

	private ServerFolder(Path path) {
		this.path = path;
	}

	static ServerFolder create(String name) {
		try {
			return new ServerFolder(Files.createTempDirectory("dual-stream-" + name + "-"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(
					"No temporary folder for " + name + ": check the space left and the system property java.io.tmpdir",
					ex);
		}
	}

	Path path() {
		return this.path;
	}

	Path resolve(String file) {
		return this.path.resolve(file);
	}

	Path log() {
		return resolve("server.log");
	}

	Path write(String file, String text) {
		try {
			return Files.writeString(resolve(file), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write " + resolve(file) + ": check the space left", ex);
		}
	}

	String readLog() {
		try {
			return new String(Files.readAllBytes(log()), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read " + log() + ": it is deleted when the server is closed", ex);
		}
	}

	String tailOfLog() {
		try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
			file.seek(Math.max(0, file.length() - TAIL));
			byte[] tail = new byte[(int) Math.min(TAIL, file.length() - file.getFilePointer())];
			file.readFully(tail);
			return new String(tail, StandardCharsets.UTF_8).strip();
		}
		catch (IOException ex) {
			return "(no log: " + ex.getMessage() + ")";
		}
	}

	void delete() {
		FileSystemUtils.deleteRecursively(this.path.toFile());
	}

}
