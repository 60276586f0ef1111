package io.github.dualstream.publisher;

import java.time.Duration;

/**
 * Bounds of the notification dispatcher.
 *
 * @param queueCapacity how many notifications may wait
 * @param overflow what happens when more arrive
 * @param maxBatch how many go out in one round trip
 * @param maxAge older notifications are dropped instead of sent
 * @param retryInterval how long to leave a failing bus alone before the next attempt
 * @param drainTimeout how long to go on sending what waits when the application stops
 */
public record DispatcherSettings(int queueCapacity, OverflowPolicy overflow, int maxBatch, Duration maxAge,
		Duration retryInterval, Duration drainTimeout) {

	NotificationQueue newQueue() {
		return switch (this.overflow) {
			case DROP_NEWEST -> new DropNewestQueue(this.queueCapacity);
			case CONFLATE -> new ConflatingQueue(this.queueCapacity);
		};
	}

}
