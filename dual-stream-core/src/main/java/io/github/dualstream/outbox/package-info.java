/**
 * Transactional outbox: events that are part of a database transaction, and the relay
 * that sends them once it has committed.
 */
@NullMarked
package io.github.dualstream.outbox;

import org.jspecify.annotations.NullMarked;
