package io.github.dualstream.harness.history;

/**
 * Message as a subscriber of the bus has received it.
 *
 * @param channel channel of the message
 * @param body body decoded as UTF-8
 */
public record ReceivedMessage(String channel, String body) {

}
