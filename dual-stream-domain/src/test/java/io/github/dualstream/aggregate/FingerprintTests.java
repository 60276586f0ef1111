package io.github.dualstream.aggregate;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Fingerprint}, with classes that are compiled for them.
 */
class FingerprintTests {

	private static final String STATE = "public record State(java.util.List<Line> lines) { int n() { return %d; } }";

	private static final String LINE = "public record Line(%s amount) { }";

	@TempDir
	private Path folder;

	@Test
	void theSameClassesHaveTheSameFingerprint() throws Exception {
		assertThat(fingerprint("a", 1, "int")).isEqualTo(fingerprint("b", 1, "int"));
	}

	@Test
	void whenAMethodChangesThenSoDoesTheFingerprint() throws Exception {
		assertThat(fingerprint("a", 1, "int")).isNotEqualTo(fingerprint("b", 2, "int"));
	}

	@Test
	void whenTheClassOfAFieldChangesThenSoDoesTheFingerprint() throws Exception {
		assertThat(fingerprint("a", 1, "int")).isNotEqualTo(fingerprint("b", 1, "long"));
	}

	private String fingerprint(String name, int constant, String type) throws Exception {
		Path classes = Files.createDirectory(this.folder.resolve(name));
		Path state = Files.writeString(classes.resolve("State.java"), STATE.formatted(constant));
		Path line = Files.writeString(classes.resolve("Line.java"), LINE.formatted(type));
		int result = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-d", classes.toString(), state.toString(), line.toString());
		assertThat(result).isZero();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { classes.toUri().toURL() })) {
			return Fingerprint.of(List.of(loader.loadClass("State")));
		}
	}

}
