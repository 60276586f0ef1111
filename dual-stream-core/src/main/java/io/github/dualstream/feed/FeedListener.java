package io.github.dualstream.feed;

/**
 * One client's end of a {@link Feed}. Called by threads that serve all clients: must
 * neither block nor throw.
 */
public interface FeedListener {

	/**
	 * Called when there may be something to {@link Feed#take() take}, and when the feed
	 * has been closed. Several calls may be made for one message, at the same time.
	 * @param feed the feed
	 */
	void onChange(Feed feed);

}
