/**
 * Auto-configuration of the log on Kafka.
 */
@NullMarked
package io.github.dualstream.autoconfigure.kafka;

import org.jspecify.annotations.NullMarked;
