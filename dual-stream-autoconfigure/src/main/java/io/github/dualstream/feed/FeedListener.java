package io.github.dualstream.feed;

import java.io.IOException;
import java.util.List;

import io.github.dualstream.transport.Notification;

/**
 * One client's end of a {@link Feed}. The methods are called one at a time, each seeing
 * what the one before did, by threads of the feeds' executor. They may block: that holds
 * up this client only.
 */
public interface FeedListener {

	/**
	 * Called with what happened, in the order of the log for each source.
	 * @param notifications at least one; those of the history have no {@code prev}
	 * @throws IOException if the client is gone; the feed ends
	 */
	void onNotifications(List<Notification> notifications) throws IOException;

	/**
	 * Called when it is time for a sign of life.
	 * @throws IOException if the client is gone; the feed ends
	 */
	void onHeartbeat() throws IOException;

	/**
	 * Called last, once, when a feed that was opened ends.
	 * @param reason why
	 */
	void onClose(CloseReason reason);

}
