package io.github.dualstream.outbox;

import io.github.dualstream.Position;
import org.jspecify.annotations.Nullable;

/**
 * Answer of the log for an event; without an event, the information that something was
 * committed.
 *
 * @param lanes lanes that the event was taken from
 * @param event the event
 * @param position position in the log if it was acknowledged
 * @param failure failure if it was not
 */
record Answer(@Nullable Lanes lanes, @Nullable PendingEvent event, @Nullable Position position,
		@Nullable Throwable failure) {

	static final Answer WAKE_UP = new Answer(null, null, null, null);

}
