package io.github.dualstream.transport.redis;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Probes on all connections with subscriptions, one on each. Messages may arrive on any
 * thread; the rest is for one thread.
 */
final class SubscriptionProbes {

	private final Publication publication;

	private final Runnable onSilence;

	private final Map<String, SubscriptionProbe> probes = new ConcurrentHashMap<>();

	/**
	 * Create the probes.
	 * @param publication publication on a channel
	 * @param onSilence callback invoked when a message did not arrive
	 */
	SubscriptionProbes(Publication publication, Runnable onSilence) {
		this.publication = publication;
		this.onSilence = onSilence;
	}

	/** Whether a channel is one of the probes'. For any thread. */
	boolean isFor(String channel) {
		return this.probes.containsKey(channel);
	}

	/** Note that a message has arrived. For any thread. */
	void hear(String channel, String text) {
		SubscriptionProbe probe = this.probes.get(channel);
		if (probe != null) {
			probe.hear(text);
		}
	}

	/**
	 * Check the last messages, and send the next ones.
	 * @param channels channel on each connection
	 * @param subscriber subscriber of the probes' channels
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
		 * @param confirmed callback invoked only when Redis has confirmed it
		 */
		void send(String channel, String text, Runnable confirmed);

	}

}
