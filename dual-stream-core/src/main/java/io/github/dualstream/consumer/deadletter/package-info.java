/**
 * Dead-letter records: written to a topic of the log, listed, followed and read again,
 * the same for every transport.
 */
@NullMarked
package io.github.dualstream.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
