package io.github.dualstream.publisher;

import java.time.Duration;

/**
 * Limits of the notification dispatcher.
 *
 * @param queueCapacity maximum number of notifications that wait
 * @param overflow policy for a full queue
 * @param maxBatch maximum number of notifications in one round trip
 * @param maxAge maximum age of a notification; older ones are dropped
 * @param retryInterval interval between attempts while the bus is failing
 * @param drainTimeout maximum time to send waiting notifications when the application
 * stops
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
