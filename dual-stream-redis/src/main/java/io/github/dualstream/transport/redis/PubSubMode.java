package io.github.dualstream.transport.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;

/**
 * Kind of Pub/Sub, with its commands and the number of channels that one of them can
 * name.
 */
enum PubSubMode {

	/** Every node of a cluster receives every message. */
	PLAIN(CommandType.PUBLISH) {

		@Override
		RedisFuture<Void> subscribe(RedisPubSubAsyncCommands<byte[], byte[]> commands, byte[]... channels) {
			return commands.subscribe(channels);
		}

		@Override
		RedisFuture<Void> unsubscribe(RedisPubSubAsyncCommands<byte[], byte[]> commands, byte[]... channels) {
			return commands.unsubscribe(channels);
		}

		@Override
		Collection<List<String>> askedForTogether(List<String> channels) {
			return List.of(channels);
		}

	},

	/** A message stays with the nodes that have the slot of its channel. */
	SHARDED(CommandType.SPUBLISH) {

		@Override
		RedisFuture<Void> subscribe(RedisPubSubAsyncCommands<byte[], byte[]> commands, byte[]... channels) {
			return commands.ssubscribe(channels);
		}

		@Override
		RedisFuture<Void> unsubscribe(RedisPubSubAsyncCommands<byte[], byte[]> commands, byte[]... channels) {
			return commands.sunsubscribe(channels);
		}

		@Override
		Collection<List<String>> askedForTogether(List<String> channels) {
			Map<Integer, List<String>> bySlot = new TreeMap<>();
			for (String channel : channels) {
				int slot = SlotHash.getSlot(channel.getBytes(StandardCharsets.UTF_8));
				bySlot.computeIfAbsent(slot, (key) -> new ArrayList<>(1)).add(channel);
			}
			return bySlot.values();
		}

	};

	private final CommandType publish;

	PubSubMode(CommandType publish) {
		this.publish = publish;
	}

	/** Command that publishes. */
	CommandType publish() {
		return this.publish;
	}

	abstract RedisFuture<Void> subscribe(RedisPubSubAsyncCommands<byte[], byte[]> commands, byte[]... channels);

	abstract RedisFuture<Void> unsubscribe(RedisPubSubAsyncCommands<byte[], byte[]> commands, byte[]... channels);

	/** Group channels into those that one command may name. */
	abstract Collection<List<String>> askedForTogether(List<String> channels);

	/**
	 * Translate a failure of Redis that needs an explanation.
	 * @param failure what Redis or the client reported
	 * @return the failure, or one with the remedy
	 */
	Throwable explain(Throwable failure) {
		String message = failure.getMessage();
		if (this == SHARDED && message != null && message.contains("unknown command")) {
			return new UnsupportedOperationException("This Redis has no sharded Pub/Sub, which needs 7.0 or newer: "
					+ "update it, or set 'dual-stream.redis.sharded' to 'false'", failure);
		}
		return failure;
	}

}
