package io.github.dualstream.feed.web;

import java.time.Duration;

/**
 * What clients may do with their sockets.
 *
 * @param maxSources how many sources one connection may watch
 * @param maxMessageSize how long a client's message may be, in characters
 * @param maxMessagesPerSecond how many messages a client may send within a second
 * @param subscribeTimeout how long a client may be connected without a subscription
 * @param sendTimeout how long a client may take for a frame
 * @param heartbeat time between two signs of life on a connection without a subscription
 * @param compression whether frames may be compressed
 */
public record SocketSettings(int maxSources, int maxMessageSize, int maxMessagesPerSecond, Duration subscribeTimeout,
		Duration sendTimeout, Duration heartbeat, boolean compression) {

	/** Frames of any kind within a second, for each message that is allowed. */
	private static final int FRAMES_PER_MESSAGE = 10;

	int maxFramesPerSecond() {
		return FRAMES_PER_MESSAGE * this.maxMessagesPerSecond;
	}

}
