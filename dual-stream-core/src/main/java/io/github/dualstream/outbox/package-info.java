/**
 * Transactional outbox: stores events as part of a database transaction, with a relay
 * that sends them once it has committed.
 */
@NullMarked
package io.github.dualstream.outbox;

import org.jspecify.annotations.NullMarked;
