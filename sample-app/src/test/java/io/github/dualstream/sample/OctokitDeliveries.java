package io.github.dualstream.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real deliveries, as the npm package {@code @octokit/webhooks-examples} has collected
 * them. npm puts it into {@code target}; without npm, the tests that need it are skipped.
 */
final class OctokitDeliveries {

	private static final String PACKAGE = "@octokit/webhooks-examples";

	private static final String VERSION = "7.6.1";

	private static final Path FOLDER = Path.of("target", "webhooks-examples-" + VERSION);

	private static final Path FILE = FOLDER.resolve(Path.of("node_modules", PACKAGE, "api.github.com", "index.json"));

	private OctokitDeliveries() {
	}

	/**
	 * The deliveries.
	 * @return an array of objects with the {@code name} of an event and {@code examples}
	 */
	static synchronized JsonNode read() throws IOException, InterruptedException {
		if (!Files.exists(FILE)) {
			install();
		}
		return new JsonMapper().readTree(Files.readAllBytes(FILE));
	}

	private static void install() throws IOException, InterruptedException {
		Files.createDirectories(FOLDER);
		Process npm = start("npm", "install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--prefix",
				FOLDER.toString(), PACKAGE + "@" + VERSION);
		String output = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (npm.waitFor() != 0) {
			throw new TestAbortedException("Skipped, as npm cannot install " + PACKAGE + ": " + output);
		}
	}

	private static Process start(String... command) {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true).start();
		}
		catch (IOException ex) {
			throw new TestAbortedException("Skipped, as there is no npm to install " + PACKAGE + " with", ex);
		}
	}

}
