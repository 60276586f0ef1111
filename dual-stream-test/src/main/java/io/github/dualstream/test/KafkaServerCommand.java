package io.github.dualstream.test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the configuration of one broker and controller and tells how to run it.
 */
final class KafkaServerCommand {

	private static final List<String> JVM_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
			"-Dlogback.configurationFile=io/github/dualstream/test/kafka-logback.xml");

	private KafkaServerCommand() {
	}

	static List<String> write(ServerFolder folder, int port, Map<String, String> brokerProperties) {
		Path data = folder.resolve("data");
		Map<String, String> properties = new LinkedHashMap<>(listeners(port, FreePort.pick()));
		properties.putAll(smallAndFast());
		properties.putAll(brokerProperties);
		properties.put("log.dirs", data.toString());
		Path configuration = folder.write("server.properties", lines(properties));
		// A class path is often longer than one argument of a command line may be
		Path classPath = folder.write("class-path.args", "-cp " + quoted(System.getProperty("java.class.path")));
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(JVM_OPTIONS);
		command.addAll(
				List.of("@" + classPath, KafkaServerMain.class.getName(), configuration.toString(), data.toString()));
		return command;
	}

	private static Map<String, String> listeners(int port, int controllerPort) {
		String broker = "BROKER://" + FreePort.HOST + ":" + port;
		String controller = FreePort.HOST + ":" + controllerPort;
		return Map.of("process.roles", "broker,controller", "node.id", "1", "controller.quorum.voters",
				"1@" + controller, "listeners", broker + ",CONTROLLER://" + controller, "advertised.listeners", broker,
				"listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT", "inter.broker.listener.name",
				"BROKER", "controller.listener.names", "CONTROLLER");
	}

	private static Map<String, String> smallAndFast() {
		Map<String, String> properties = new LinkedHashMap<>();
		for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
			properties.put(topic + ".num.partitions", "1");
			properties.put(topic + ".replication.factor", "1");
		}
		properties.put("transaction.state.log.min.isr", "1");
		properties.put("share.coordinator.state.topic.min.isr", "1");
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

	private static String quoted(String argument) {
		return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

}
