package io.github.dualstream.test;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that no server outlives the JVM that started it, with a class path as Surefire
 * and IDEs shorten it: one jar with nothing but a manifest.
 */
@Tag("faults")
class OrphanedServersTests {

	private Path temporaryFolder;

	private Process parent;

	private List<Long> servers;

	@BeforeEach
	void startParent(@TempDir Path classPathFolder, @TempDir Path temporaryFolder) throws IOException {
		this.temporaryFolder = temporaryFolder;
		this.parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djava.io.tmpdir=" + temporaryFolder, "-cp", manifestOnlyJar(classPathFolder).toString(),
				ServersInAnotherJvm.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		this.servers = this.parent.inputReader()
			.lines()
			.filter((line) -> line.startsWith(ServersInAnotherJvm.PID))
			.limit(ServersInAnotherJvm.COUNT)
			.map((line) -> Long.valueOf(line.substring(ServersInAnotherJvm.PID.length())))
			.toList();
		assertThat(this.servers).hasSize(ServersInAnotherJvm.COUNT).allMatch(this::isRunning);
	}

	@AfterEach
	void killParent() {
		this.parent.destroyForcibly();
	}

	@Test
	void whenTheParentIsKilledThenItsServersDieEvenPausedOnes() {
		this.parent.destroyForcibly();
		await().atMost(Duration.ofSeconds(20)).until(() -> this.servers.stream().noneMatch(this::isRunning));
	}

	@Test
	void whenTheParentExitsThenItsServersDieAndLeaveNoFiles() throws Exception {
		this.parent.outputWriter().close();
		assertThat(this.parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.servers).noneMatch(this::isRunning);
		assertThat(this.temporaryFolder).isEmptyDirectory();
	}

	// A zombie, left to a parent that does not reap, has no command any more
	private boolean isRunning(long pid) {
		return ProcessHandle.of(pid).flatMap((process) -> process.info().command()).isPresent();
	}

	private static Path manifestOnlyJar(Path folder) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes()
			.put(Attributes.Name.CLASS_PATH,
					Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
						.map((entry) -> Path.of(entry).toUri().toString())
						.collect(Collectors.joining(" ")));
		Path jar = folder.resolve("class path.jar");
		new JarOutputStream(Files.newOutputStream(jar), manifest).close();
		return jar;
	}

}
