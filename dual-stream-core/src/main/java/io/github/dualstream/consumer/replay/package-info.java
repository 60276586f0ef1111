/**
 * Handling what the log holds once more, from a position to its head.
 */
@NullMarked
package io.github.dualstream.consumer.replay;

import org.jspecify.annotations.NullMarked;
