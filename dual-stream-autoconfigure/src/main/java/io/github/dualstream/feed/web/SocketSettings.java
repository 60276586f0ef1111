package io.github.dualstream.feed.web;

import java.time.Duration;

/**
 * What clients may do with their sockets.
 *
 * @param maxSources how many sources one connection may watch
 * @param maxMessageSize how long a client's message may be, in characters
 * @param maxMessagesPerSecond how many messages a client may send within a second
 * @param subscribeTimeout how long a client may be silent without a subscription
 * @param sendTimeout how long a client may take for a frame
 */
public record SocketSettings(int maxSources, int maxMessageSize, int maxMessagesPerSecond, Duration subscribeTimeout,
		Duration sendTimeout) {

}
