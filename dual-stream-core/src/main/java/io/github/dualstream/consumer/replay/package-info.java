/**
 * Replays: reprocessing a topic from a position or timestamp up to its current end.
 */
@NullMarked
package io.github.dualstream.consumer.replay;

import org.jspecify.annotations.NullMarked;
