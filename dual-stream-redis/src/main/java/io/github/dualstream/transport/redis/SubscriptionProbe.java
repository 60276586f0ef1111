package io.github.dualstream.transport.redis;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Notices a subscription that is silently dead: Redis confirms a message on a channel of
 * the probe's own, and it does not come back. Thread-safe.
 */
final class SubscriptionProbe {

	private final Publication publication;

	private final Runnable onSilence;

	private final AtomicReference<@Nullable Ping> current = new AtomicReference<>();

	private long number;

	/**
	 * Create a probe.
	 * @param publication sends a message to the probe's channel
	 * @param onSilence called when one did not come back
	 */
	SubscriptionProbe(Publication publication, Runnable onSilence) {
		this.publication = publication;
		this.onSilence = onSilence;
	}

	/** Judge the last message, and send the next one. For one thread. */
	void run() {
		Ping last = this.current.get();
		if (last != null && last.sent && !last.heard) {
			this.onSilence.run();
		}
		Ping next = new Ping(Long.toString(++this.number));
		this.current.set(next);
		this.publication.send(next.text, () -> next.sent = true);
	}

	/** Nothing is subscribed, so that nothing can come back. */
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
		 * @param confirmed to be called when Redis has confirmed it, and else not
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
