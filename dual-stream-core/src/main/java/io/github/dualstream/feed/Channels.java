package io.github.dualstream.feed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.Source;
import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.NotificationListener;
import org.jspecify.annotations.Nullable;

/**
 * Shared subscriptions, one for each channel of a watched source. A subscription is kept
 * for a while after its last feed has closed, since clients reconnect. For the engine's
 * thread, unless stated otherwise.
 */
final class Channels {

	private static final long LINGER_NANOS = 5_000_000_000L;

	private final @Nullable NotificationBus bus;

	private final @Nullable ChannelNaming naming;

	private final NotificationListener listener;

	private final Map<String, Channel> channels = new ConcurrentHashMap<>();

	/**
	 * Create the subscriptions.
	 * @param bus bus of the notifications; without it, nothing is subscribed
	 * @param naming naming of the channels; required with the bus
	 * @param listener listener of all channels
	 */
	Channels(@Nullable NotificationBus bus, @Nullable ChannelNaming naming, NotificationListener listener) {
		this.bus = bus;
		this.naming = naming;
		this.listener = listener;
	}

	void enter(Source source) {
		NotificationBus present = this.bus;
		if (present != null && this.naming != null) {
			this.channels.computeIfAbsent(this.naming.channelOf(source),
					(name) -> new Channel(present.subscribe(name, this.listener))).users++;
		}
	}

	void leave(Source source) {
		Channel channel = (this.naming != null) ? this.channels.get(this.naming.channelOf(source)) : null;
		if (channel != null && --channel.users == 0) {
			channel.leftAt = System.nanoTime();
		}
	}

	/** Number of channels. For any thread. */
	int size() {
		return this.channels.size();
	}

	/** Close channels that have been unused for a while. */
	void sweep() {
		long now = System.nanoTime();
		this.channels.values().removeIf((channel) -> {
			boolean unused = channel.users == 0 && now - channel.leftAt > LINGER_NANOS;
			if (unused) {
				channel.subscription.close();
			}
			return unused;
		});
	}

	/** Close all channels. */
	void close() {
		this.channels.values().forEach((channel) -> channel.subscription.close());
		this.channels.clear();
	}

	private static final class Channel {

		private final BusSubscription subscription;

		private int users;

		private long leftAt;

		Channel(BusSubscription subscription) {
			this.subscription = subscription;
		}

	}

}
