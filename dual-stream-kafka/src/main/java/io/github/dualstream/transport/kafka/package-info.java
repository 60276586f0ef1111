/**
 * Event log on Apache Kafka.
 */
@NullMarked
package io.github.dualstream.transport.kafka;

import org.jspecify.annotations.NullMarked;
