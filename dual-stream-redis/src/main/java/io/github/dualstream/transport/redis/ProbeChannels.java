package io.github.dualstream.transport.redis;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import org.jspecify.annotations.Nullable;

/**
 * Channels of a process for the messages of probes. Immutable.
 */
final class ProbeChannels {

	/**
	 * Number of names, enough to reach each node of a cluster that has some hundred
	 * slots.
	 */
	private static final int NAMES = 1000;

	private final String name;

	/**
	 * Create the channels.
	 * @param name prefix of their names, unique to this process
	 */
	ProbeChannels(String name) {
		this.name = name;
	}

	/** A channel on any node. */
	String any() {
		return this.name;
	}

	/**
	 * Channels for all connections with subscriptions, one on each.
	 * @param mode the kind of Pub/Sub
	 * @param partitions nodes of the cluster with their slots; {@code null} while unknown
	 * @return the names, the same ones as long as no slot moves
	 */
	Collection<String> onEachConnection(PubSubMode mode, @Nullable Partitions partitions) {
		if (mode == PubSubMode.PLAIN) {
			return List.of(this.name);
		}
		Map<String, String> byNode = new HashMap<>();
		for (int i = 0; partitions != null && i < NAMES; i++) {
			String candidate = this.name + ":" + i;
			RedisClusterNode owner = partitions.getMasterBySlot(SlotHash.getSlot(candidate));
			if (owner != null) {
				byNode.putIfAbsent(owner.getNodeId(), candidate);
			}
		}
		return byNode.values();
	}

}
