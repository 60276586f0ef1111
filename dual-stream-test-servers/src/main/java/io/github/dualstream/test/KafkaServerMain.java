package io.github.dualstream.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * Main class of the broker's JVM: formats the storage if necessary, then runs Kafka. One
 * JVM instead of two halves the startup time.
 */
final class KafkaServerMain {

	private KafkaServerMain() {
	}

	public static void main(String[] args) throws IOException {
		Path properties = Path.of(args[0]);
		Path data = Path.of(args[1]);
		if (!Files.exists(data.resolve("meta.properties"))) {
			format(properties, args[2]);
		}
		Kafka.main(new String[] { properties.toString() });
	}

	private static void format(Path properties, String clusterId) {
		String[] command = { "format", "--cluster-id", clusterId, "--config", properties.toString() };
		int exitCode = StorageTool.execute(command, System.out);
		if (exitCode != 0) {
			throw new IllegalStateException("Kafka could not format its storage, see above");
		}
	}

}
