/**
 * How far consumers are behind the log.
 */
@NullMarked
package io.github.dualstream.consumer.backlog;

import org.jspecify.annotations.NullMarked;
