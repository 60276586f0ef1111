package io.github.dualstream.projection;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogPartition;
import org.jspecify.annotations.Nullable;

/**
 * Event that a generation of a view lacks, as it was skipped on request; or several
 * events that were deleted from the log before they were handled.
 *
 * @param position position of the event, or of the first of those that were deleted
 * @param next next offset that was handled
 * @param eventId id of the event; {@code null} if it could not be read
 */
public record Skipped(Position position, long next, @Nullable String eventId) {

	/**
	 * Partition of the event.
	 * @return the partition
	 */
	public LogPartition partition() {
		return LogPartition.of(this.position);
	}

}
