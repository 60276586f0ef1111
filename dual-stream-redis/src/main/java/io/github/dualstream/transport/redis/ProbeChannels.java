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
 * The channels of a process's own that messages are sent to for a sign of life.
 * Immutable.
 */
final class ProbeChannels {

	/** Enough names to meet each node of a cluster that has some hundred slots. */
	private static final int NAMES = 1000;

	private final String name;

	/**
	 * Create the channels.
	 * @param name what their names begin with, of this process alone
	 */
	ProbeChannels(String name) {
		this.name = name;
	}

	/** One that may lie anywhere. */
	String any() {
		return this.name;
	}

	/**
	 * One on each connection that carries subscriptions.
	 * @param mode the kind of Pub/Sub
	 * @param partitions where the slots lie; {@code null} while that is not known
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
