/**
 * Monitoring of consumer lag.
 */
@NullMarked
package io.github.dualstream.consumer.lag;

import org.jspecify.annotations.NullMarked;
