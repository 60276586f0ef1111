package io.github.dualstream.test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the configuration of one broker and controller, and creates the command that
 * runs it.
 */
final class KafkaServerCommand {

	private static final String JVM_OPTIONS = "dual-stream-test.kafka-jvm-options";

	private static final String START_FAST = "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

	private KafkaServerCommand() {
	}

	static List<String> write(ServerFolder folder, KafkaNodes nodes, KafkaNode node,
			Map<String, String> brokerProperties) {
		Path data = folder.resolve("data");
		Map<String, String> properties = new LinkedHashMap<>(nodes.listeners(node));
		properties.putAll(replication(nodes));
		properties.putAll(smallAndFast());
		properties.putAll(brokerProperties);
		properties.put("log.dirs", data.toString());
		Path configuration = folder.write("server.properties", lines(properties));
		return JavaCommand.of(folder, jvmOptions(), KafkaServerMain.class,
				List.of(configuration.toString(), data.toString(), nodes.clusterId()));
	}

	private static List<String> jvmOptions() {
		List<String> options = new ArrayList<>(
				Arrays.asList(System.getProperty(JVM_OPTIONS, START_FAST).strip().split("\\s+")));
		options.add("-Dlogback.configurationFile=io/github/dualstream/test/kafka-logback.xml");
		return options;
	}

	private static Map<String, String> replication(KafkaNodes nodes) {
		String replicas = Integer.toString(nodes.replicas());
		String inSync = Integer.toString(nodes.minInSyncReplicas());
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("default.replication.factor", replicas);
		properties.put("min.insync.replicas", inSync);
		for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
			properties.put(topic + ".num.partitions", "1");
			properties.put(topic + ".replication.factor", replicas);
		}
		properties.put("transaction.state.log.min.isr", inSync);
		properties.put("share.coordinator.state.topic.min.isr", inSync);
		return properties;
	}

	private static Map<String, String> smallAndFast() {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("group.initial.rebalance.delay.ms", "0");
		properties.put("num.network.threads", "2");
		properties.put("num.io.threads", "4");
		properties.put("background.threads", "2");
		properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
		// A broker that was killed may come back only when its old session has ended
		properties.put("broker.session.timeout.ms", "2000");
		properties.put("broker.heartbeat.interval.ms", "200");
		return properties;
	}

	private static String lines(Map<String, String> properties) {
		return properties.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
			.collect(Collectors.joining("\n", "", "\n"));
	}

}
