package io.github.dualstream.sample;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The sample with an archive of its classes, which a training run has written: class data
 * sharing, from JDK 25 on the AOT cache.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ClassDataSharingTests {

	private static final boolean AOT_CACHE = Runtime.version().feature() >= 25;

	@Test
	void theTrainingRunNeedsNoServersAndTheSampleStartsFromItsArchive(@TempDir Path folder) throws Exception {
		String classPath = jars(folder);
		Path archive = folder.resolve("sample.archive");
		Path training = folder.resolve("training.log");
		Process trained = java(classPath, training,
				(AOT_CACHE ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive,
				"-Dspring.context.exit=onRefresh", SampleApplication.class.getName(),
				"--spring.kafka.bootstrap-servers=localhost:1", "--spring.data.redis.port=1");
		try {
			assertThat(trained.waitFor(3, TimeUnit.MINUTES)).as(() -> read(training)).isTrue();
		}
		finally {
			trained.destroyForcibly();
		}
		assertThat(trained.exitValue()).as(() -> read(training)).isZero();
		assertThat(read(training)).doesNotContain("could not be established");
		assertThat(archive).as(() -> read(training)).isNotEmptyFile();
		Path log = folder.resolve("application.log");
		Process application = java(classPath, log, (AOT_CACHE ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive,
				"-Xlog:class+load", SampleApplication.class.getName(), "--server.port=0",
				"--dual-stream.transport.log=memory", "--dual-stream.transport.bus=memory");
		try {
			await().atMost(Duration.ofMinutes(3)).until(() -> read(log).contains("Started SampleApplication"));
		}
		finally {
			application.destroyForcibly().waitFor();
		}
		assertThat(read(log).lines())
			.filteredOn((line) -> line.contains("io.github.dualstream.consumer.EventConsumer "))
			.singleElement()
			.asString()
			.contains("shared objects file");
	}

	/** The class path without folders, which an archive cannot have. */
	private static String jars(Path folder) throws IOException {
		List<String> jars = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
			Path path = Path.of(entry);
			jars.add(Files.isDirectory(path) ? jar(path, folder.resolve(jars.size() + ".jar")).toString() : entry);
		}
		return String.join(File.pathSeparator, jars);
	}

	private static Path jar(Path folder, Path jar) throws IOException {
		try (ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(jar));
				Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				output.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
				Files.copy(file, output);
			}
		}
		return jar;
	}

	private static Process java(String classPath, Path log, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
