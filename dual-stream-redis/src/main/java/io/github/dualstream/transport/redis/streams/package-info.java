/**
 * Redis Streams as the log: a topic is a number of streams, and real consumer groups keep
 * the progress of its readers.
 */
@NullMarked
package io.github.dualstream.transport.redis.streams;

import org.jspecify.annotations.NullMarked;
