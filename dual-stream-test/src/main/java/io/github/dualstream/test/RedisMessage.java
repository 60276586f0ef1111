package io.github.dualstream.test;

/**
 * A message as Redis Pub/Sub delivered it.
 *
 * @param channel the channel that it was published on
 * @param body its body read as UTF-8
 */
public record RedisMessage(String channel, String body) {

}
