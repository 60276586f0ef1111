package io.github.dualstream.test.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs dynamic tests, and writes the contracts for them.
 */
final class DynamicTests {

	private DynamicTests() {
	}

	/**
	 * Run tests.
	 * @param tests the tests
	 * @return message of each failure by the path of the test; empty for those that pass
	 */
	static Map<String, String> run(Stream<? extends DynamicNode> tests) {
		Map<String, String> outcomes = new LinkedHashMap<>();
		tests.forEach((node) -> run("", node, outcomes));
		return outcomes;
	}

	private static void run(String path, DynamicNode node, Map<String, String> outcomes) {
		String name = path + node.getDisplayName();
		if (node instanceof DynamicContainer container) {
			container.getChildren().forEach((child) -> run(name + " / ", child, outcomes));
		}
		else if (node instanceof DynamicTest test) {
			outcomes.put(name, failure(test));
		}
	}

	private static String failure(DynamicTest test) {
		try {
			test.getExecutable().execute();
			return "";
		}
		catch (Throwable ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	static void write(Path file, String content) {
		try {
			Files.createDirectories(file.getParent());
			Files.writeString(file, content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
