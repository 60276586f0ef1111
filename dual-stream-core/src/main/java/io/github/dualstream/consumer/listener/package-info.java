/**
 * Support for handler methods annotated with
 * {@link io.github.dualstream.consumer.DualStreamListener}.
 */
@NullMarked
package io.github.dualstream.consumer.listener;

import org.jspecify.annotations.NullMarked;
