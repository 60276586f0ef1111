package io.github.dualstream.feed;

/**
 * Listener for the messages of one client's {@link Feed}. Called by threads that serve
 * all clients: must neither block nor throw.
 */
public interface FeedListener {

	/**
	 * Called when there may be something to {@link Feed#take() take}, and when the feed
	 * has been closed. Several calls may be made for one message, at the same time.
	 * @param feed the feed
	 */
	void onChange(Feed feed);

	/**
	 * Called when the log was searched for the recent events that the feed begins with.
	 * @param feed the feed
	 * @param records number of records that were read for it; of a search for several
	 * feeds, its share
	 */
	default void onSearch(Feed feed, long records) {
	}

}
