/**
 * How far consumers are behind the log.
 */
@NullMarked
package io.github.dualstream.consumer.lag;

import org.jspecify.annotations.NullMarked;
