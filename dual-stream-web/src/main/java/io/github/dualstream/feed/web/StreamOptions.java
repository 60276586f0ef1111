package io.github.dualstream.feed.web;

/**
 * How a client wants its stream.
 *
 * @param full whether it gets whole events, instead of ids and positions
 * @param live whether it is told when it has caught up
 */
record StreamOptions(boolean full, boolean live) {

	static StreamOptions of(RequestParameters parameters) {
		return new StreamOptions(parameters.isSecond("content", "light", "full"),
				parameters.isSecond("live", "false", "true"));
	}

}
