package io.github.dualstream.transport.redis;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A probe on each connection that carries subscriptions. What arrives may come from any
 * thread; the rest is for one.
 */
final class SubscriptionProbes {

	private final Publication publication;

	private final Runnable onSilence;

	private final Map<String, SubscriptionProbe> probes = new ConcurrentHashMap<>();

	/**
	 * Create the probes.
	 * @param publication sends a message to a channel
	 * @param onSilence called when one did not come back
	 */
	SubscriptionProbes(Publication publication, Runnable onSilence) {
		this.publication = publication;
		this.onSilence = onSilence;
	}

	/** For any thread. */
	boolean isFor(String channel) {
		return this.probes.containsKey(channel);
	}

	/** For any thread. */
	void hear(String channel, String text) {
		SubscriptionProbe probe = this.probes.get(channel);
		if (probe != null) {
			probe.hear(text);
		}
	}

	/**
	 * Judge the last messages, and send the next ones.
	 * @param channels one on each connection
	 * @param subscriber told of channels that come and go
	 */
	void run(Collection<String> channels, ChannelSubscriber subscriber) {
		List<String> gone = this.probes.keySet().stream().filter((channel) -> !channels.contains(channel)).toList();
		gone.forEach(this.probes::remove);
		gone.forEach(subscriber::changed);
		for (String channel : channels) {
			SubscriptionProbe probe = this.probes.computeIfAbsent(channel, this::probeOf);
			subscriber.changed(channel);
			if (subscriber.isConfirmed(channel)) {
				probe.run();
			}
			else {
				probe.skip();
			}
		}
	}

	private SubscriptionProbe probeOf(String channel) {
		return new SubscriptionProbe((text, confirmed) -> this.publication.send(channel, text, confirmed),
				this.onSilence);
	}

	/**
	 * Sends a message to a channel.
	 */
	@FunctionalInterface
	interface Publication {

		/**
		 * Send a message, without waiting for it.
		 * @param channel the channel
		 * @param text the message
		 * @param confirmed to be called when Redis has confirmed it, and else not
		 */
		void send(String channel, String text, Runnable confirmed);

	}

}
