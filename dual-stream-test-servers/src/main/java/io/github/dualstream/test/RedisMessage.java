package io.github.dualstream.test;

/**
 * Message as delivered by Redis Pub/Sub.
 *
 * @param channel channel of the message
 * @param body body decoded as UTF-8
 */
public record RedisMessage(String channel, String body) {

}
