package io.github.dualstream.test;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.common.Uuid;

/**
 * The nodes of one cluster.
 */
record KafkaNodes(String clusterId, List<KafkaNode> all) {

	private static final int REPLICAS = 3;

	static KafkaNodes pick(int count) {
		return new KafkaNodes(Uuid.randomUuid().toString(),
				IntStream.rangeClosed(1, count)
					.mapToObj((id) -> new KafkaNode(id, FreePort.pick(), FreePort.pick()))
					.toList());
	}

	Map<String, String> listeners(KafkaNode node) {
		return Map.of("process.roles", "broker,controller", "node.id", Integer.toString(node.id()),
				"controller.quorum.voters", voters(), "listeners", node.broker() + "," + node.controller(),
				"advertised.listeners", node.broker(), "listener.security.protocol.map",
				"BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT", "inter.broker.listener.name", "BROKER",
				"controller.listener.names", "CONTROLLER");
	}

	int replicas() {
		return Math.min(REPLICAS, this.all.size());
	}

	/**
	 * Minimum number of in-sync replicas, with which acknowledged records survive the
	 * loss of one node if there are enough of them.
	 */
	int minInSyncReplicas() {
		return (replicas() == REPLICAS) ? REPLICAS - 1 : 1;
	}

	private String voters() {
		return this.all.stream().map(KafkaNode::voter).collect(Collectors.joining(","));
	}

}
