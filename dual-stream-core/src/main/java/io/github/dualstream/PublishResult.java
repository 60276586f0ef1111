package io.github.dualstream;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Result of a successful publish: the log has acknowledged the event, or, within a
 * transaction and with the outbox enabled, the event is part of that transaction and goes
 * to the log once it has committed.
 *
 * @param eventId id of the event
 * @param position position of the event in the log; {@code null} for an event that is
 * {@linkplain #isStored() stored}
 */
public record PublishResult(String eventId, @Nullable Position position) {

	/**
	 * Create the result for an event that is in the outbox.
	 * @param eventId id of the event
	 * @return a result without a position
	 */
	public static PublishResult stored(String eventId) {
		return new PublishResult(eventId, null);
	}

	/**
	 * Whether the event waits in the outbox for its transaction to commit.
	 * @return {@code true} if there is no position yet; {@code false} if the log
	 * acknowledged the event
	 */
	public boolean isStored() {
		return this.position == null;
	}

	/** JSON of the result, for a controller that returns it. */
	@JsonValue
	Map<String, Object> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("eventId", this.eventId);
		json.put("stored", isStored());
		if (this.position != null) {
			json.put("position", this.position.toString());
		}
		return json;
	}

	/**
	 * Position of the event in the log.
	 * @return the position
	 * @throws IllegalStateException if the event is {@linkplain #isStored() stored}: it
	 * has no position yet, and none at all if its transaction rolls back
	 */
	@Override
	public Position position() {
		if (this.position == null) {
			throw new IllegalStateException("Event '" + this.eventId
					+ "' is in the outbox and has no position before its transaction has committed; ask isStored() first");
		}
		return this.position;
	}

}
