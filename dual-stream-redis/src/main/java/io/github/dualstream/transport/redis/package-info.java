/**
 * Notification bus on Redis Pub/Sub.
 */
@NullMarked
package io.github.dualstream.transport.redis;

import org.jspecify.annotations.NullMarked;
