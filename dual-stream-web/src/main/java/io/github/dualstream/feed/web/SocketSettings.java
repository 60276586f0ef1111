package io.github.dualstream.feed.web;

import java.time.Duration;

/**
 * Limits of the clients' sockets.
 *
 * @param maxSources maximum number of sources of one connection
 * @param maxMessageSize maximum length of a client's message, in characters
 * @param maxMessagesPerSecond maximum number of a client's messages per second
 * @param subscribeTimeout maximum time of a connection without a subscription
 * @param sendTimeout maximum time for a client to accept a frame
 * @param heartbeat interval of heartbeats on a connection without a subscription
 * @param compression whether frames may be compressed
 */
public record SocketSettings(int maxSources, int maxMessageSize, int maxMessagesPerSecond, Duration subscribeTimeout,
		Duration sendTimeout, Duration heartbeat, boolean compression) {

	/** Maximum number of frames of any kind per second, for each allowed message. */
	private static final int FRAMES_PER_MESSAGE = 10;

	int maxFramesPerSecond() {
		return FRAMES_PER_MESSAGE * this.maxMessagesPerSecond;
	}

}
