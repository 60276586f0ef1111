package io.github.dualstream.transport.redis;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Probe that detects a silently dead subscription: Redis confirms a message on a channel
 * of the probe, and it does not arrive. Thread-safe.
 */
final class SubscriptionProbe {

	private final Publication publication;

	private final Runnable onSilence;

	private final AtomicReference<@Nullable Ping> current = new AtomicReference<>();

	private long number;

	/**
	 * Create a probe.
	 * @param publication publication on the probe's channel
	 * @param onSilence callback invoked when a message did not arrive
	 */
	SubscriptionProbe(Publication publication, Runnable onSilence) {
		this.publication = publication;
		this.onSilence = onSilence;
	}

	/** Check the last message, and send the next one. For one thread. */
	void run() {
		Ping last = this.current.get();
		if (last != null && last.sent && !last.heard) {
			this.onSilence.run();
		}
		Ping next = new Ping(Long.toString(++this.number));
		this.current.set(next);
		this.publication.send(next.text, () -> next.sent = true);
	}

	/** Skip a round because nothing is subscribed. */
	void skip() {
		this.current.set(null);
	}

	void hear(String text) {
		Ping last = this.current.get();
		if (last != null && last.text.equals(text)) {
			last.heard = true;
		}
	}

	/**
	 * Sends a message.
	 */
	@FunctionalInterface
	interface Publication {

		/**
		 * Send a message, without waiting for it.
		 * @param text the message
		 * @param confirmed callback invoked only when Redis has confirmed it
		 */
		void send(String text, Runnable confirmed);

	}

	private static final class Ping {

		private final String text;

		private volatile boolean sent;

		private volatile boolean heard;

		Ping(String text) {
			this.text = text;
		}

	}

}
