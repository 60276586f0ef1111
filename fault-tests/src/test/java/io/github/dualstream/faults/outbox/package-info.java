/**
 * What the outbox delivers while processes die, hang and come back.
 */
@NullMarked
package io.github.dualstream.faults.outbox;

import org.jspecify.annotations.NullMarked;
