package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.List;

/**
 * Bounded queue between many publishers and the dispatcher. Thread-safe.
 */
interface NotificationQueue {

	/**
	 * Hand in a notification. Does not wait.
	 * @return what that meant for the notifications in the queue
	 */
	Offer offer(PendingNotification notification);

	/**
	 * Take what is there, waiting for the first one.
	 * @param max how many at the most
	 * @param wait how long to wait at the most
	 * @return the notifications in order; empty after the wait
	 */
	List<PendingNotification> take(int max, Duration wait) throws InterruptedException;

	int size();

	/**
	 * Remove everything.
	 * @return how many notifications that were
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
