/**
 * How fast transactional outboxes get events to Kafka, beside the peers.
 */
@NullMarked
package io.github.dualstream.benchmarks.outbox;

import org.jspecify.annotations.NullMarked;
