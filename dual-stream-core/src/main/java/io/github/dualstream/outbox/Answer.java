package io.github.dualstream.outbox;

import io.github.dualstream.Position;
import org.jspecify.annotations.Nullable;

/**
 * What the log said of an event; without an event, that something was committed.
 *
 * @param lanes the lanes that the event was taken from
 * @param event the event
 * @param position where it lies, if the log acknowledged it
 * @param failure why it did not, otherwise
 */
record Answer(@Nullable Lanes lanes, @Nullable PendingEvent event, @Nullable Position position,
		@Nullable Throwable failure) {

	static final Answer WAKE_UP = new Answer(null, null, null, null);

}
