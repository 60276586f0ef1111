package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.List;

/**
 * Bounded queue between many publishers and the dispatcher. Thread-safe.
 */
interface NotificationQueue {

	/**
	 * Offer a notification. Does not wait.
	 * @return the effect on the notifications in the queue
	 */
	Offer offer(PendingNotification notification);

	/**
	 * Take the available notifications, waiting for the first one.
	 * @param max maximum number of notifications
	 * @param wait maximum time to wait
	 * @return the notifications in order; empty after the wait
	 */
	List<PendingNotification> take(int max, Duration wait) throws InterruptedException;

	int size();

	/**
	 * Remove everything.
	 * @return number of removed notifications
	 */
	int clear();

	enum Offer {

		/** It waits in the queue. */
		ADDED,

		/** It waits in the queue in place of an older one, which is gone. */
		REPLACED,

		/** There was no room for it. */
		FULL

	}

}
