package io.github.dualstream.feed.web;

/**
 * Options of a client's stream.
 *
 * @param full whether it receives full events, instead of ids and positions
 * @param live whether it is notified when it has caught up
 */
record StreamOptions(boolean full, boolean live) {

	static StreamOptions of(RequestParameters parameters) {
		return new StreamOptions(parameters.isSecond("content", "light", "full"),
				parameters.isSecond("live", "false", "true"));
	}

}
